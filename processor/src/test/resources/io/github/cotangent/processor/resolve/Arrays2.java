package p;

import java.util.function.IntFunction;
import java.util.function.Supplier;

class Arrays2 {
    static int a[][] = {{1, 2}, {3}}, b = 3, c[] = new int[b];
    final double[] init = {1, 2 * b, 'c', C};
    static final byte C = 3;
    double[] m[];

    static double arrays(double x[], int[] y[], double... z) {
        int p[][] = new int[3][], q = 2, r[] = {q, 'a'};
        double[] s[] = {x, z}, t = new double[] {1, 2f, 3L};
        var u = new float[2][3];
        final int[][][] v = {{{1}}, {}, null};
        byte[] bytes = {1, (byte) 200, 'a'};
        long[] longs = {1, 'c', q};
        Object[] os = {1, "a", new int[] {1}, null};
        Object o = new double[][] {x};
        String[][] ss = {{"a"}, {"b", null}};
        char[] cs = "abc".toCharArray();
        p[0] = r;
        p[0][1] += 3.5;
        r[q++] = (int) x[q];
        s[0][1] *= 2;
        x[0] = x[1] = 3;
        x[y[0][1]]++;
        int n = x.length + p[0].length + u[1].length + v[0][0].length + cs.length + ss[0][0].length() + new int[] {1, 2}.length + new int[4][5][1].length;
        double w = ((double[]) o)[0] + ((double[][]) o)[0][1] + new double[] {1, 2}[0] + z[0] + z.length + t[0] + u[0][1] * bytes[0] + longs[0];
        IntFunction<double[]> make = double[]::new;
        Supplier<int[]> sup = () -> new int[3];
        double[] cl = x.clone(), made = make.apply(3);
        int[][] deep = y.clone();
        for (double[] row : s) for (double e : row) w += e;
        for (int[] row : deep) for (var e : row) w += e + make.apply(e)[0];
        Class<?> k = double[].class;
        Class<String> k2 = String.class;
        var k3 = int.class;
        var k4 = k2.getSimpleName();
        boolean same = x == z || o instanceof int[] ints && ints.length > 2 || x != null;
        return w + n + arrays(x, y) + arrays(x, y, 1, 2) + arrays(x, new int[][] {{1}}, z) + a[0][1] + c.length + a.length + b;
    }

    double own(Arrays2 other) {
        m[0][1] = init[0] + other.m[1][2] + this.m.length + C;
        this.m = new double[3][3];
        return m[0].length + other.init.length + other.m[0].clone()[1];
    }
}
