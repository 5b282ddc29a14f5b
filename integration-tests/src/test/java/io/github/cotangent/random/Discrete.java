package io.github.cotangent.random;

/** Expressions without derivative: ints, longs, conditions, strings, enum constants, indices. */
final class Discrete {
    private final Draw draw;
    private final Scope scope;
    private final Values values;

    Discrete(Draw draw, Scope scope, Values values) {
        this.draw = draw;
        this.scope = scope;
        this.values = values;
    }

    /** Any int, also after overflow. */
    String integer(int depth) {
        if (depth <= 0) {
            return draw.chance(0.7) ? scope.pick(Kind.INT) : String.valueOf(draw.below(5) - 1);
        }
        String a = integer(depth - 1);
        String b = integer(depth - 1);
        return switch (draw.below(17)) {
            case 0 -> "(" + a + " + " + b + ")";
            case 1 -> "(" + a + " * " + b + ")";
            case 2 -> "(" + a + " ^ " + b + ")";
            case 3 -> "(" + a + " & " + b + ")";
            case 4 -> "(" + a + draw.of(" << ", " >> ", " >>> ") + "2)";
            case 5 -> "~" + a;
            case 6 -> "(" + a + " % 3)";
            case 7 -> scope.has(Kind.LONG) ? "(int) (" + scope.pick(Kind.LONG) + " >>> 5)" : a;
            case 8 -> scope.has(Kind.BYTE) ? "(" + scope.pick(Kind.BYTE) + " & 0xff)" : a;
            case 9 -> scope.has(Kind.CHAR) ? "(" + scope.pick(Kind.CHAR) + " - 'a')" : a;
            case 10 -> scope.has(Kind.SHORT) ? "(" + scope.pick(Kind.SHORT) + " + " + b + ")" : a;
            case 11 -> scope.has(Kind.INTS) ? scope.pick(Kind.INTS) + "[" + index() + "]" : a;
            case 12 -> "(" + condition() + " ? " + a + " : " + b + ")";
            case 13 -> "tick(" + a + ")";
            case 14 -> "(int) (" + values.leaf() + " * 10)";
            case 15 -> scope.hasWritable(Kind.INT) ? "(" + scope.writable(Kind.INT) + draw.of("++", "--") + ")" : a;
            default -> "(" + a + " - " + b + ")";
        };
    }

    /** An int between 0 and 2. */
    String index() {
        return index(3);
    }

    String index(int bound) {
        if (draw.chance(0.3)) {
            return String.valueOf(draw.below(bound));
        }
        String i = draw.chance(0.9) ? integer(draw.below(2)) : integer(2);
        return "Math.floorMod(" + i + (draw.chance(0.3) ? " + " + draw.below(3) : "") + ", " + bound + ")";
    }

    String condition() {
        String simple = simpleCondition();
        if (draw.chance(0.2)) {
            return "(" + simple + draw.of(" && ", " || ", " & ", " | ", " ^ ") + condition() + ")";
        }
        if (draw.chance(0.1)) {
            return "(" + simple + draw.of(" && ", " || ") + values.effect() + " > " + draw.number() + ")";
        }
        return simple;
    }

    private String simpleCondition() {
        if (values.objects() != null && draw.chance(0.12)) {
            return values.objects().condition();
        }
        return switch (draw.below(9)) {
            case 0, 1 -> integer(1) + " % 2 == " + draw.below(2);
            case 2, 3 -> values.leaf() + " > " + draw.number();
            case 4 -> scope.pick(Kind.INT) + " < " + draw.below(4);
            case 5 ->
                scope.has(Kind.FLAG)
                        ? draw.of("", "!") + scope.pick(Kind.FLAG)
                        : values.leaf() + " >= " + values.leaf();
            case 6 ->
                scope.has(Kind.TEXT)
                        ? scope.pick(Kind.TEXT) + ".equals(\"" + draw.of("one", "two", "three") + "\")"
                        : "!(" + values.leaf() + " < 0.1)";
            case 7 -> scope.has(Kind.OP) ? scope.pick(Kind.OP) + " == Op.ADD" : scope.pick(Kind.INT) + " != 1";
            default -> values.leaf() + " < " + values.leaf() + " + 0.021";
        };
    }

    /** The right-hand side of a declaration of a variable without derivative. */
    String initial(Kind kind) {
        return switch (kind) {
            case INT -> integer(2);
            case LONG -> "(" + integer(1) + " + 1L) * 2862933555777941757L";
            case SHORT -> "(short) (" + integer(1) + " * 12345)";
            case BYTE -> "(byte) " + integer(1);
            case CHAR -> "(char) ('a' + (" + integer(1) + " & 7))";
            case FLAG -> condition();
            case TEXT ->
                condition() + " ? \"one\" : "
                        + draw.of("\"two\"", "\"t\" + \"hree\"", "String.valueOf(" + scope.pick(Kind.INT) + ")");
            case OP -> "Op.values()[" + index() + "]";
            case INTS -> "{" + integer(1) + ", " + index() + ", " + draw.below(9) + "}";
            default -> throw new IllegalArgumentException(kind.name());
        };
    }
}
