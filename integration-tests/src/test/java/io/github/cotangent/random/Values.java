package io.github.cotangent.random;

/** Expressions of type {@code double}: smooth where they are likely to be evaluated, and bounded if assigned through damp. */
final class Values {
    private final Draw draw;
    private final Scope scope;
    private final Discrete discrete;
    private final ArrayValues arrays;
    private final ObjectNumbers objects;
    private final boolean functions;
    private final Containers containers;
    private int choices;

    /** Which objects are used. */
    enum Objects {
        NONE,
        /** Those of the library. */
        PLAIN,
        /** Functions and objects with random bodies, too. */
        ALL,
        /** And collections. */
        COLLECTIONS
    }

    Values(Draw draw, Scope scope, Objects objects) {
        this.draw = draw;
        this.scope = scope;
        this.discrete = new Discrete(draw, scope, this);
        this.arrays = new ArrayValues(draw, scope, this, discrete);
        this.objects = objects == Objects.NONE ? null : new ObjectNumbers(draw, scope, this);
        this.functions = objects.compareTo(Objects.ALL) >= 0;
        this.containers = objects == Objects.COLLECTIONS ? new Containers(draw, scope, this) : null;
    }

    Discrete discrete() {
        return discrete;
    }

    ArrayValues arrays() {
        return arrays;
    }

    /** Null if there are no objects. */
    ObjectNumbers objects() {
        return objects;
    }

    /** Null if there are no collections. */
    Containers containers() {
        return containers;
    }

    /** Whether there are functions and objects with random bodies. */
    boolean hasFunctions() {
        return functions;
    }

    /** A name for a variable inside an expression. */
    String inner(String wish) {
        return wish + choices++;
    }

    String leaf() {
        return switch (draw.below(12)) {
            case 0, 1 -> draw.number();
            case 2, 3 -> arrays.element();
            case 4 -> "(" + discrete.integer(0) + " % 5 * 0.1)";
            case 5 -> scope.has(Kind.SINGLE) ? scope.pick(Kind.SINGLE) : scope.pick(Kind.NUMBER);
            case 6 ->
                draw.of("SCALE", "TABLE[" + discrete.index() + "]", "GRID[1][" + discrete.index() + "]", draw.number());
            default -> scope.pick(Kind.NUMBER);
        };
    }

    String expression(int depth) {
        if (depth == 0) {
            return leaf();
        }
        if (containers != null && containers.areThere() && draw.chance(0.25)) {
            return containers.number(depth - 1);
        }
        if (objects != null && draw.chance(0.3)) {
            return objects.number(depth - 1);
        }
        if (draw.chance(0.25)) {
            return library(expression(depth - 1));
        }
        String a = expression(depth - 1);
        String b = expression(depth - 1);
        return switch (draw.below(30)) {
            case 0, 1 -> "(" + a + " + " + b + ")";
            case 2 -> "(" + a + " - " + b + ")";
            case 3, 4, 5 -> "damp(" + a + " * " + b + ")";
            case 6 -> a + " / (1.5 + " + b + " * " + b + ")";
            case 7 -> "(" + discrete.condition() + " ? " + a + " : " + b + ")";
            case 8 -> "-(" + a + ")";
            case 9 -> "power(" + a + ", " + draw.below(4) + ")";
            case 10 -> "sum(" + arrays.row() + ")";
            case 11 -> "tree(" + a + ", " + b + ", " + draw.below(4) + ")";
            case 12, 13, 14 -> effect();
            case 15 -> "of(" + draw.of(a, arrays.row(), scope.pick(Kind.INT) + ", " + b) + ")";
            case 16 ->
                "average(" + draw.of(a, a + ", " + b, a + ", " + b + ", " + leaf(), a + ", " + arrays.row()) + ")";
            case 17 -> (objects == null || draw.chance(0.1) ? "Gradients.detach(" : "damp(") + a + ") * " + b;
            case 18 -> "counted(" + a + ")";
            case 19 -> "known(" + a + ", " + arrays.row() + ")";
            case 20 -> draw.of("even", "odd") + "(" + arrays.row() + ", " + draw.below(4) + ")";
            case 21 -> "Shared." + draw.of("bend(" + a + ")", "weighted(" + arrays.row() + ")");
            case 22 -> "total(" + arrays.matrix() + ")";
            case 23 -> "search(" + arrays.matrix() + ", " + a + ")";
            case 24 -> "guarded(" + a + ")";
            case 25 -> "(double) (float) 0.3 * " + a;
            case 26 -> arrays.call() + "[" + discrete.index() + "]";
            case 27 -> choice(a, b);
            case 28 -> a + " % 0.7";
            default -> a;
        };
    }

    /** A member of Math, kept away from its kinks and poles. */
    private String library(String a) {
        String b = leaf();
        return switch (draw.below(27)) {
            case 0 -> "Math.sin(" + a + ")";
            case 1 -> "Math.cos(" + a + ")";
            case 2 -> "Math.tanh(" + a + ")";
            case 3 -> "Math.exp(-Math.abs(" + a + " + 0.017))";
            case 4 -> "Math.log(1.2 + damp(" + a + "))";
            case 5 -> "Math.sqrt(1 + " + a + " * " + a + ")";
            case 6 -> "Math.atan(" + a + ")";
            case 7 -> "Math.max(" + a + ", " + b + " + 0.013)";
            case 8 -> "Math.min(" + a + " - 0.017, " + b + ")";
            case 9 -> "Math.pow(1.3 + damp(" + a + "), " + b + ")";
            case 10 -> "Math.pow(" + a + ", 2)";
            case 11 -> "Math.hypot(" + a + ", 0.5)";
            case 12 -> "Math.atan2(" + a + ", 1.3 + damp(" + b + "))";
            case 13 -> "Math.fma(" + a + ", 0.5, " + b + ")";
            case 14 -> "Math.cbrt(1.5 + damp(" + a + "))";
            case 15 -> "Math.asin(0.9 * damp(" + a + "))";
            case 16 -> "Math.acos(0.9 * damp(" + a + "))";
            case 17 -> "Math.sinh(damp(" + a + "))";
            case 18 -> "Math.cosh(damp(" + a + "))";
            case 19 -> "Math.log1p(damp(" + a + ") * 0.5)";
            case 20 -> "Math.expm1(damp(" + a + "))";
            case 21 -> "Math.copySign(" + a + ", " + b + ")";
            case 22 -> "Math.floor(" + a + " * 3) * " + b;
            case 23 -> "StrictMath.tan(damp(" + a + "))";
            case 24 -> "Math.scalb(" + a + ", -1)";
            case 25 -> "Math.toRadians(" + a + " * 30)";
            default -> "Math.signum(" + a + ") * Math.abs(" + b + ")";
        };
    }

    /** A switch expression in the middle of an expression. */
    private String choice(String a, String b) {
        String in = inner("in");
        return "(switch (" + discrete.index() + ") { case 0 -> " + a + "; case 1 -> { double " + in + " = " + b
                + "; yield " + in + " * " + in + "; } default -> " + leaf() + "; })";
    }

    /** An expression with a side effect on what carries derivatives, or on an index. */
    String effect() {
        if (!scope.hasWritable(Kind.NUMBER)) {
            return leaf();
        }
        String v = scope.writable(Kind.NUMBER);
        String a = leaf();
        return switch (draw.below(13)) {
            case 0 -> "(" + v + " = damp(" + expression(1) + "))";
            case 1 -> "damp(" + v + " += 0.1 * (" + a + "))";
            case 2 ->
                scope.hasWritable(Kind.INT)
                        ? arrays.row() + "[Math.floorMod(" + scope.writable(Kind.INT) + "++, 3)]"
                        : a;
            case 3 -> "(" + arrays.element() + " = damp(" + a + "))";
            case 4 -> "damp(" + v + "++)";
            case 5 -> "damp(--" + v + ")";
            case 6 -> "damp(" + arrays.element() + "++)";
            case 7 -> "damp(" + arrays.element() + " *= " + a + ")";
            case 8 -> "(" + v + " = " + arrays.element() + " = damp(" + a + "))";
            case 9 -> "change(" + arrays.row() + ", " + scope.pick(Kind.INT) + ", 0.3 * " + a + ")";
            case 10 -> "damp(" + v + " *= 0.5 * (" + v + " = 0.5 * " + a + "))";
            case 11 ->
                scope.hasWritable(Kind.ROW)
                        ? "(" + scope.writable(Kind.ROW) + " = " + arrays.row() + ")[" + discrete.index() + "]"
                        : a;
            default -> "(" + a + " * (" + v + " = " + leaf() + ") + " + v + ")";
        };
    }

    /** A float expression; only where there are float variables. */
    String single() {
        String u = scope.pick(Kind.SINGLE);
        return switch (draw.below(8)) {
            case 0 -> "(float) damp(" + expression(1) + ")";
            case 1 -> "damp(" + u + " * 0.5f)";
            case 2 -> "single(" + u + ", " + leaf() + ")";
            case 3 -> scope.has(Kind.SINGLES) ? scope.pick(Kind.SINGLES) + "[" + discrete.index() + "]" : u;
            case 4 -> "Math.max(" + u + ", 0.013f)";
            case 5 -> u + " * " + scope.pick(Kind.SINGLE);
            case 6 -> "damp(" + u + "++)";
            default -> u + " / 3";
        };
    }
}
