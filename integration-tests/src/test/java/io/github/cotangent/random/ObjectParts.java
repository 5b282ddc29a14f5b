package io.github.cotangent.random;

import java.util.List;

/** What can be used like a variable where there is an object: its fields, its accessors, the elements of an array of objects. */
final class ObjectParts {
    /** One part; a fixed one cannot be assigned. */
    record Part(Kind kind, String path, boolean fixed) {}

    private ObjectParts() {}

    static List<Part> of(Kind kind, String name) {
        return switch (kind) {
            case PAIR -> List.of(part(Kind.NUMBER, name + ".u()"), part(Kind.NUMBER, name + ".v()"));
            case FRAME -> List.of(part(Kind.PAIR, name + ".from()"), part(Kind.ROW, name + ".w()"));
            case CELL ->
                List.of(
                        field(Kind.NUMBER, name + ".value"),
                        field(Kind.ROW, name + ".row"),
                        field(Kind.INT, name + ".count"));
            case BOX -> List.of(part(Kind.CELL, name + ".first"));
            case PART -> List.of(field(Kind.NUMBER, name + ".scale"), field(Kind.ROW, name + ".state"));
            case HOLDER -> List.of(part(Kind.FUNCTION, name + ".f()"), part(Kind.NUMBER, name + ".k()"));
            case CELLS, PAIRS, CURVES, RULES, FUNCTIONS ->
                List.of(field(kind.element(), name + "[0]"), field(kind.element(), name + "[2]"));
            default -> List.of();
        };
    }

    private static Part part(Kind kind, String path) {
        return new Part(kind, path, true);
    }

    private static Part field(Kind kind, String path) {
        return new Part(kind, path, false);
    }
}
