package io.github.cotangent.runtime;

import java.util.Arrays;

/**
 * How all entries of a sparse matrix are found in few products with vectors of ones and zeros. The vector of a color has a one for each
 * column (or row) of the color, and each entry stands alone somewhere in the products.
 *
 * <ul>
 *   <li>A Jacobian: columns of one color have no row in common (Curtis, Powell and Reid, <i>On the estimation of sparse Jacobian
 *       matrices</i>, 1974), a coloring at distance 2 of the graph between rows and columns; or rows that have no column in common,
 *       if that takes fewer colors.
 *   <li>A Hessian: a {@link StarColoring}, in which neighbors have different colors, and no path of four vertices has only two (Coleman and Moré,
 *       <i>Estimation of sparse Hessian matrices and graph coloring problems</i>, 1984). Each entry can then be read in the
 *       row of the one or the other of its indices.
 * </ul>
 *
 * <p>The colors are the first ones that are free, in the order of the indices and, where that is not optimal, with those first that
 * have most neighbors. Algorithms: Gebremedhin, Manne and Pothen, <i>What color is your Jacobian?</i>, 2005, sections 3 and 4.
 */
final class Coloring {
    /** What is colored, and so what products are taken of. */
    enum Of {
        /** The matrix is multiplied with vectors from the right. */
        COLUMNS,
        /** The matrix is multiplied with vectors from the left. */
        ROWS
    }

    private final Of of;
    private final int colors;
    private final int[] color;
    /** For each color, where its entries start in the following two. */
    private final int[] starts;
    /** The entries, those of one color after the other. */
    private final int[] entries;
    /** For each of these, which element of the product it is. */
    private final int[] places;

    /** @param sources for each entry the color whose product it is in, and its place there */
    private Coloring(Of of, int[] color, int colors, long[] sources) {
        this.of = of;
        this.color = color;
        this.colors = colors;
        starts = new int[colors + 1];
        for (long source : sources) {
            starts[(int) (source >>> 32) + 1]++;
        }
        for (int c = 0; c < colors; c++) {
            starts[c + 1] += starts[c];
        }
        int[] next = starts.clone();
        entries = new int[sources.length];
        places = new int[sources.length];
        for (int e = 0; e < sources.length; e++) {
            int at = next[(int) (sources[e] >>> 32)]++;
            entries[at] = e;
            places[at] = (int) sources[e];
        }
    }

    static Coloring ofJacobian(SparsePattern pattern) {
        SparsePattern transposed = pattern.transposed();
        // No fewer colors than this are possible.
        int columns = pattern.widest();
        int rows = transposed.widest();
        Coloring first = columns <= rows ? ofColumns(pattern, transposed) : ofRows(pattern, transposed);
        if (first.colors <= Math.max(columns, rows)) {
            return first;
        }
        Coloring second = columns <= rows ? ofRows(pattern, transposed) : ofColumns(pattern, transposed);
        return second.colors < first.colors ? second : first;
    }

    private static Coloring ofColumns(SparsePattern pattern, SparsePattern transposed) {
        int[] color = distanceTwo(transposed, pattern);
        long[] sources = new long[pattern.entries()];
        for (int i = 0; i < pattern.rows(); i++) {
            for (int e = pattern.start(i); e < pattern.start(i + 1); e++) {
                sources[e] = source(color[pattern.columnOf(e)], i);
            }
        }
        return new Coloring(Of.COLUMNS, color, count(color), sources);
    }

    private static Coloring ofRows(SparsePattern pattern, SparsePattern transposed) {
        int[] color = distanceTwo(pattern, transposed);
        long[] sources = new long[pattern.entries()];
        for (int i = 0; i < pattern.rows(); i++) {
            for (int e = pattern.start(i); e < pattern.start(i + 1); e++) {
                sources[e] = source(color[i], pattern.columnOf(e));
            }
        }
        return new Coloring(Of.ROWS, color, count(color), sources);
    }

    static Coloring ofHessian(SparsePattern pattern) {
        if (pattern.rows() != pattern.columns()) {
            throw new IllegalArgumentException("a Hessian is square, and the pattern is of " + pattern.size());
        }
        SparsePattern graph = pattern.union(pattern.transposed());
        int[] color = StarColoring.of(graph, largestFirst(graph, graph));
        int colors = count(color);
        boolean[] alone = alone(graph, color, colors);
        long[] sources = new long[pattern.entries()];
        for (int i = 0; i < pattern.rows(); i++) {
            for (int e = pattern.start(i); e < pattern.start(i + 1); e++) {
                // The same choice for both of two opposite entries, so that the matrix is symmetric to the bit.
                int low = Math.min(i, pattern.columnOf(e));
                int high = Math.max(i, pattern.columnOf(e));
                boolean inLow = alone[graph.entry(low, high)];
                sources[e] = inLow ? source(color[high], low) : source(color[low], high);
            }
        }
        return new Coloring(Of.COLUMNS, color, colors, sources);
    }

    private static long source(int color, int place) {
        return (long) color << 32 | place;
    }

    private static int count(int[] color) {
        return Arrays.stream(color).max().orElse(-1) + 1;
    }

    /** For each entry whether no other entry of its row has the color of its column. */
    private static boolean[] alone(SparsePattern graph, int[] color, int colors) {
        boolean[] alone = new boolean[graph.entries()];
        int[] met = new int[colors];
        for (int i = 0; i < graph.rows(); i++) {
            for (int e = graph.start(i); e < graph.start(i + 1); e++) {
                met[color[graph.columnOf(e)]]++;
            }
            for (int e = graph.start(i); e < graph.start(i + 1); e++) {
                alone[e] = met[color[graph.columnOf(e)]] == 1;
            }
            for (int e = graph.start(i); e < graph.start(i + 1); e++) {
                met[color[graph.columnOf(e)]] = 0;
            }
        }
        return alone;
    }

    /** Colors vertices so that those with a common net differ. */
    private static int[] distanceTwo(SparsePattern vertices, SparsePattern nets) {
        int[] natural = new int[vertices.rows()];
        Arrays.setAll(natural, v -> v);
        int[] color = distanceTwo(vertices, nets, natural);
        if (count(color) == nets.widest()) {
            return color;
        }
        int[] other = distanceTwo(vertices, nets, largestFirst(vertices, nets));
        return count(other) < count(color) ? other : color;
    }

    private static int[] distanceTwo(SparsePattern vertices, SparsePattern nets, int[] order) {
        int[] color = new int[order.length];
        Arrays.fill(color, -1);
        int[] forbidden = new int[order.length + 1];
        for (int turn = 0; turn < order.length; turn++) {
            int v = order[turn];
            for (int e = vertices.start(v); e < vertices.start(v + 1); e++) {
                int net = vertices.columnOf(e);
                for (int f = nets.start(net); f < nets.start(net + 1); f++) {
                    int taken = color[nets.columnOf(f)];
                    if (taken >= 0) {
                        forbidden[taken] = turn + 1;
                    }
                }
            }
            color[v] = free(forbidden, turn + 1);
        }
        return color;
    }

    /** Vertices in the order of the sizes of their nets, all together, the largest first. */
    private static int[] largestFirst(SparsePattern vertices, SparsePattern nets) {
        long[] keys = new long[vertices.rows()];
        for (int v = 0; v < keys.length; v++) {
            long size = 0;
            for (int e = vertices.start(v); e < vertices.start(v + 1); e++) {
                int net = vertices.columnOf(e);
                size += nets.start(net + 1) - nets.start(net);
            }
            keys[v] = Math.min(size, Integer.MAX_VALUE) << 32 ^ 0x7fffffff00000000L | v;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /** The first color that is not forbidden in a turn. */
    static int free(int[] forbidden, int turn) {
        int color = 0;
        while (forbidden[color] == turn) {
            color++;
        }
        return color;
    }

    Of of() {
        return of;
    }

    /** How many products are needed; one for a matrix without entries, since the value is wanted, too. */
    int sweeps() {
        return Math.max(1, colors);
    }

    /** The vector of a color. */
    double[] direction(int sweep) {
        double[] direction = new double[color.length];
        for (int v = 0; v < direction.length; v++) {
            direction[v] = color[v] == sweep ? 1 : 0;
        }
        return direction;
    }

    /** Takes the entries that are in a product. */
    void scatter(int sweep, double[] product, double[] values) {
        for (int at = sweep < colors ? starts[sweep] : entries.length;
                at < entries.length && at < starts[sweep + 1];
                at++) {
            values[entries[at]] = product[places[at]];
        }
    }
}
