package p;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

class Choices {
    enum Kind { SMALL, LARGE, NONE; static final Kind DEFAULT = SMALL; double weight() { return ordinal() * 0.5; } }

    static void ternaries(boolean z, byte b, short s, char c, int i, long l, float f, double d,
            Integer bi, Double bd, Character bc, Byte bb, Long bl, Object o, String t, List<String> ls, Boolean bz) {
        var r1 = z ? i : d;
        var r2 = z ? b : s;
        var r3 = z ? b : 'a';
        var r4 = z ? b : 100;
        var r5 = z ? b : 1000;
        var r6 = z ? c : 65;
        var r7 = z ? c : i;
        var r8 = z ? c : -1;
        var r9 = z ? i : l;
        var r10 = z ? f : l;
        var r11 = z ? bi : bi;
        var r12 = z ? bi : i;
        var r13 = z ? bi : bd;
        var r14 = z ? bi : null;
        var r15 = z ? null : 3;
        var r16 = z ? null : t;
        var r17 = z ? t : o;
        var r18 = z ? ls : o;
        var r19 = z ? bb : 3;
        var r20 = z ? bc : 3;
        var r21 = z ? bb : s;
        var r22 = z ? true : bz;
        var r23 = z ? bl : i;
        var r24 = z ? z ? 1 : 2.0f : 3L;
        var r25 = (z ? i : d) + 1;
        var r26 = z ? s : c;
        var r27 = z ? 'a' : 'b';
        double x = z ? 1 : 2;
        double y = z ? i : l;
        Object p = z ? 1 : 2.0;
        Object q = z ? 1 : "x";
        Number n = z ? bi : bd;
        Object w = z ? t : ls;
        List<String> v = z ? new ArrayList<>() : ls;
        double u = z ? null == o ? 1 : 2 : 3f;
        long sum = Math.max(z ? i : l, z ? 1 : 2);
        DoubleUnaryOperator g = z ? a -> a * a : Math::sin;
        Supplier<Double> sup = z ? () -> 1.0 : () -> d;
        String str = "n" + (z ? 1 : 'c') + (z ? null : 2);
        int got = (z ? "abc" : t).length();
        double got2 = (z ? new double[] {1, 2} : new double[3])[0];
        Comparable<?> cmp = z ? 1 : "x";
    }

    static double switches(int i, Kind k, String t, char c, Integer boxed, double d) {
        double r = switch (i) {
            case 0 -> 1;
            case 1, 2 -> d;
            case 3 -> { double u = d * 2; yield u + i; }
            case Arithmetic.I -> 2.5f;
            default -> throw new IllegalArgumentException("i" + i);
        };
        var m = switch (k) {
            case SMALL -> 1;
            case LARGE -> 2L;
            case NONE -> 'c';
        };
        var m2 = switch (k) {
            case SMALL: yield 1;
            case LARGE: { int local = 3; yield local * d; }
            default: yield k.weight();
        };
        String s = switch (t) {
            case "a", "b" -> "x" + t;
            case "c" -> null;
            default -> { String local = t; yield local.trim(); }
        };
        var q = switch (c) { case 'a' -> "x"; case 98 -> null; default -> "z"; };
        var box = switch (boxed) { case 1 -> boxed; default -> null; };
        var prim = switch (boxed) { case 1 -> boxed; default -> 2; };
        Object obj = switch (i) { case 1 -> 1; default -> "s"; };
        switch (i) {
            case 1:
                int scoped = 4;
                double q1 = scoped;
            case 2: {
                scoped = 5;
                r += scoped;
                break;
            }
            case 3 + 4:
            default:
                scoped = 7;
                r *= scoped;
        }
        switch (k) {
            case SMALL -> r += 1;
            case LARGE -> { double inner = r; r = inner * 2; }
            default -> throw new AssertionError();
        }
        switch (k) { case SMALL: case NONE: r = 3; break; default: }
        Kind kk = Kind.valueOf("SMALL");
        for (Kind each : Kind.values()) {
            r += each.ordinal() + each.name().length() + each.weight() + each.compareTo(k);
        }
        boolean same = k == Kind.LARGE || Kind.DEFAULT.equals(k);
        return r + Math.max(switch (i) { case 1 -> 2; default -> 3L; }, 1) + (switch (i) { case 1 -> 1; default -> 2.0; });
    }

    static float returnsFloat(boolean z, int i) {
        return z ? i : switch (i) { case 1 -> 2; default -> 3f; };
    }
}
