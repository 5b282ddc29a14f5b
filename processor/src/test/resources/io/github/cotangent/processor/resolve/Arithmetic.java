package p;

final class Arithmetic {
    static final int I = 7;
    static final long L = I * 1_000_000_000L;
    static final double HALF = 1 / 2 * 3.0 + 0.5;
    static final int OVERFLOW = Integer.MAX_VALUE + 1;
    static final char C = 'a' + 1;
    static final byte B = (byte) 200;
    static final float F = 1e10f * 1e30f;
    static final String S = "i=" + I + ", c=" + C + ", d=" + HALF + ", f=" + 1.5f + true + null_();
    static final String T = "i=" + I + ", c=" + C + ", d=" + HALF + ", f=" + 1.5f + true + 'x' + 1L;
    static final boolean Z = I > 3 && !(L < 0) || HALF == Double.NaN;
    static final int SHIFT = 1 << 33, USHIFT = -1 >>> 28, SSHIFT = -17 >> 2;
    static final long LSHIFT = 1L << 33 | 1 << 3, LU = -1L >>> 60;
    static final int TERNARY = I > 3 ? 'a' : 5;
    static final double MIXED = I > 3 ? 1 : 2.5;
    static final int MIN = -2147483648, MAXHEX = 0xFFFF_FFFF, OCTAL = 0777, BINARY = 0b1010_0101;
    static final long LMIN = -9223372036854775808L, LHEX = 0x7fff_ffff_ffff_ffffL, LOCT = 01777777777777777777777L;
    static final double HEXFLOAT = 0x1.8p1, TINY = 4.9e-324, DOT = .5, DSUFFIX = 10d, EXP = 1e-3;
    static final float HF = 0x1.0p-3f, FS = 1F;
    static final double INTDIV = 7 / 2 + 7 % 4 - -7 / 2 + -7 % 4;
    static final int BITS = ~5 & 0xff ^ 3 | 16, UNARY = -+-I;
    static final boolean XOR = true ^ false, AND = true & Z, OR = false | false;
    static final double NARROW = (int) 3.99 + (long) -3.99f + (char) 65.7 + (byte) 300 + (short) 70000 + (int) 1e20;
    static final int FROMNAN = (int) Double.NaN;
    static final double MATH = Math.PI * Math.E / Double.MAX_VALUE + Float.MIN_VALUE + Integer.MIN_VALUE;
    static final String TEXT = """
        Hello \
        there "quoted"
          indented\tTab \u0041 \101
        """ + '\n' + '\u0042' + '\'' + "\"\\\0\177\7" + '\377' + "\s|";
    static final short SH = 'a', SH2 = (short) (B + C);
    static final double REM = -5.5 % 2, FREM = 5.5f % 2f, NEGZERO = -0.0, DIV0 = 1 / 0.0;
    static final boolean CMP = 'a' < 98L, CMPD = 1 == 1.0f, CMPS = "a" == "a";
    static final int NOTCONST = Integer.parseInt("3");
    static final Integer BOXED = 5;
    static final int PAREN = (((2)) + (3)) * (int) (4L);
    static final String CAST = (String) "x" + (Object) "y";
    static final String CAST2 = (String) ("x" + "y");
    static final boolean STREQ = ("a" + "b").equals("ab");
    static int notFinal = 3;
    final int instance = 4;

    private static String null_() {
        return null;
    }

    static void bodies(byte b, short s, char c, int i, long l, float f, double d, boolean z, String t, Object o) {
        final int a1 = 1 + 2 * 3;
        final double a2 = a1 / 2;
        final long a3 = a1 << 40;
        final var a4 = a3 + 1;
        final var a5 = "x" + a4;
        final int a6 = a1 > 3 ? a1 : 0;
        int notConstant = 9;
        final int a7 = notConstant;
        final int a8;
        a8 = 4;
        final int a9 = a8;
        final Integer a10 = 4;
        final int a11 = a10;
        final byte a12 = a1;
        final byte a13 = (byte) (a12 + 250);
        final char a14 = 'a' + 2;
        final String a15 = "" + a14 + (char) (a14 + 1) + (a14 + 1);
        final float a16 = a1 * 0.1f;
        final double a17 = a16;
        final boolean a18 = a17 == a16 & a1 != 8;
        final int a19 = new Arithmetic().instance;
        final int a20 = Arithmetic.I + p.Arithmetic.I + java.lang.Integer.MAX_VALUE;
        final int a21 = -(-2147483648) + Math.abs(-3);
        final int a22 = 5 / (a1 - 7);
        var r1 = b + s;
        var r2 = b * l;
        var r3 = c + f;
        var r4 = i * d;
        var r5 = -b;
        var r6 = +c;
        var r7 = ~s;
        var r8 = !z;
        var r9 = b << l;
        var r10 = l >>> i;
        var r11 = c >> 2;
        var r12 = b++;
        var r13 = --c;
        var r14 = (b += d);
        var r15 = (t += d);
        var r16 = t + o;
        var r17 = i + t;
        var r18 = 'a' + 'b' + t;
        var r19 = t + 'a' + 'b';
        var r20 = z & (i < l);
        var r21 = z | z ^ z;
        var r22 = i & l;
        var r23 = o == t;
        var r24 = o instanceof String;
        var r25 = (double) i / 2;
        var r26 = (float) i / 2 * l;
        i <<= 2L;
        l >>>= i;
        z &= i > 2;
        f *= 2.0;
        c += 1;
        d -= l;
        double x = i = 3;
        i = b = 2;
        s = (short) (i + 1);
        double many = 1 / 2 * d + 1 / 2. * d + i / 2 * f + l % 3 - c * 'x';
    }

    static double boxes(Integer i, Double d, Character c, Boolean z, Long l, Byte b, Float f, Short s) {
        var r1 = i + d;
        var r2 = c + 1;
        var r3 = i * l;
        var r4 = b + s;
        var r5 = f * i;
        var r6 = -i;
        var r7 = i++;
        var r8 = z & true;
        var r9 = !z;
        var r10 = i << l;
        var r11 = i == 3;
        var r12 = i < d;
        i += 3;
        d = d + 1;
        d += i;
        int n = i;
        double w = i;
        Object o = 3;
        Number q = 3.5;
        double u = (Double) o + (Integer) o + (int) o + (double) (Double) o;
        return i + d * f;
    }
}
