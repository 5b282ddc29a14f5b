package io.github.cotangent.runtime;

import java.util.Arrays;

/**
 * A greedy star coloring: neighbors have different colors, and no path of four vertices has only two. Beside the colors, it is noted for
 * each vertex which colors its neighbors have, and which would complete such a path through it; so a vertex that meets all others costs no
 * more than they do. After Gebremedhin, Tarafdar, Manne and Pothen, <i>New acyclic and star coloring algorithms with application to
 * computing Hessians</i>, 2007.
 */
final class StarColoring {
    private final SparsePattern graph;
    private final int[] color;
    /** The colors of the neighbors of each vertex, and the first neighbor of each of these. */
    private final Ints[] near;

    private final Ints[] first;
    /** The colors of the neighbors of each colored vertex that have another neighbor of its color. */
    private final Ints[] closing;
    /** For each color the last turn in which it was not free. */
    private final int[] forbidden;

    private StarColoring(SparsePattern graph) {
        this.graph = graph;
        int size = graph.rows();
        this.color = new int[size];
        this.near = new Ints[size];
        this.first = new Ints[size];
        this.closing = new Ints[size];
        this.forbidden = new int[size + 1];
        Arrays.fill(color, -1);
        for (int v = 0; v < size; v++) {
            near[v] = new Ints();
            first[v] = new Ints();
            closing[v] = new Ints();
        }
    }

    /** Colors the vertices of a symmetric pattern, in an order. */
    static int[] of(SparsePattern graph, int[] order) {
        StarColoring coloring = new StarColoring(graph);
        for (int turn = 0; turn < order.length; turn++) {
            coloring.forbid(order[turn], turn + 1);
            coloring.color(order[turn], Coloring.free(coloring.forbidden, turn + 1));
        }
        return coloring.color;
    }

    private void forbid(int v, int turn) {
        for (int e = graph.start(v); e < graph.start(v + 1); e++) {
            int w = graph.columnOf(e);
            if (w != v && color[w] >= 0) {
                forbidden[color[w]] = turn;
                closing[w].mark(forbidden, turn);
            } else if (w != v) {
                // Else two neighbors of w would have one color, and w itself could only get a new one.
                near[w].mark(forbidden, turn);
            }
        }
    }

    private void color(int v, int chosen) {
        color[v] = chosen;
        for (int e = graph.start(v); e < graph.start(v + 1); e++) {
            int x = graph.columnOf(e);
            if (x == v) {
                continue;
            }
            int known = near[x].indexOf(chosen);
            if (known < 0) {
                near[x].add(chosen);
                first[x].add(v);
            } else {
                // Here x is colored, see above.
                closing[first[x].get(known)].include(color[x]);
                closing[v].include(color[x]);
            }
        }
    }

    /** A growing list of numbers. */
    private static final class Ints {
        private int[] numbers = new int[4];
        private int size;

        int get(int index) {
            return numbers[index];
        }

        void add(int number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * size);
            }
            numbers[size++] = number;
        }

        void include(int number) {
            if (indexOf(number) < 0) {
                add(number);
            }
        }

        int indexOf(int number) {
            for (int i = 0; i < size; i++) {
                if (numbers[i] == number) {
                    return i;
                }
            }
            return -1;
        }

        void mark(int[] marks, int mark) {
            for (int i = 0; i < size; i++) {
                marks[numbers[i]] = mark;
            }
        }
    }
}
