package io.github.cotangent.runtime;

import java.util.Arrays;

/**
 * Sets of inputs, each known by a number: what a sweep that looks for dependences has in the place of tangents. The number 0 is the empty
 * set, so that zeros of any shape depend on nothing, and moving tangents around moves sets.
 *
 * <p>A set is a tree over the bits of its indices, with 64 indices in a leaf (big-endian Patricia trees: Okasaki and Gill, <i>Fast mergeable
 * integer maps</i>, 1998). Equal sets are the same node, so that a loop which makes the same sets again and again needs no more room;
 * and a union costs no more than the nodes in which both differ. Propagating such sets is described in Griewank and Walther,
 * <i>Evaluating Derivatives</i>, 2nd edition, section 7.1.
 *
 * <p>Only for generated code.
 */
public final class IndexSets {
    private static final int CACHE = 1 << 16;
    /** Numbers of sets that a {@code float} can have exactly. */
    private static final int FLOATS = 1 << 24;

    /** For each node the bits that all its indices have in common, without the lowest six. */
    private int[] prefix = new int[1024];
    /** The bit in which the two children of a node differ; 0 for a leaf. */
    private int[] mask = new int[1024];
    /** The indices of a leaf, as bits; the children of another node. */
    private long[] content = new long[1024];

    private int nodes = 1;
    /** Finds nodes by what they are; at least half of it is empty. */
    private int[] table = new int[2048];
    /** Unions made before: the operands, and the result. */
    private final long[] operands = new long[CACHE];

    private final int[] unions = new int[CACHE];
    private int inputs;

    private IndexSets() {}

    /** No sets but the empty one. */
    public static IndexSets of() {
        return new IndexSets();
    }

    /** The set of one more input, a number. */
    public double next() {
        int index = inputs++;
        return node(index >>> 6, 0, 1L << index);
    }

    /** One more input for each of the numbers of an array or tangent, in the order of {@link Components}. */
    public void fill(Object zeros) {
        for (Object leaf : Components.leaves(zeros)) {
            for (int i = 0; i < Components.length(leaf); i++) {
                // An array that stands at two places is two inputs, which move together.
                Components.setIn(leaf, i, checked(union(Components.getIn(leaf, i), next()), leaf));
            }
        }
    }

    private static double checked(double set, Object leaf) {
        return leaf instanceof double[] ? set : narrow(set);
    }

    /** The union of two sets. */
    public double union(double a, double b) {
        return union((int) a, (int) b);
    }

    /**
     * A set as {@code float}.
     *
     * @throws IllegalStateException if there are more sets than a {@code float} can tell apart
     */
    public static float narrow(double set) {
        if (set > FLOATS) {
            throw new IllegalStateException(
                    "The pattern has more than " + FLOATS + " sets, too many for float; use double variables");
        }
        return (float) set;
    }

    /** The pattern whose rows are the sets of the numbers in results, in the order of {@link Components}. */
    public SparsePattern pattern(Object... results) {
        int[] starts = new int[16];
        int[] columns = new int[64];
        int rows = 0;
        for (Object result : results) {
            Iterable<?> leaves = result instanceof Number number
                    ? Arrays.asList(new double[] {number.doubleValue()})
                    : Components.leaves(result);
            for (Object leaf : leaves) {
                for (int i = 0; i < Components.length(leaf); i++) {
                    int set = (int) Components.getIn(leaf, i);
                    int end = Math.addExact(starts[rows], size(set));
                    columns = end > columns.length ? Arrays.copyOf(columns, grown(end)) : columns;
                    elements(set, columns, starts[rows]);
                    rows++;
                    starts = rows == starts.length ? Arrays.copyOf(starts, grown(rows + 1)) : starts;
                    starts[rows] = end;
                }
            }
        }
        return new SparsePattern(inputs, Arrays.copyOf(starts, rows + 1), Arrays.copyOf(columns, starts[rows]));
    }

    /** The same with all opposite entries. */
    public SparsePattern symmetricPattern(Object... results) {
        SparsePattern pattern = pattern(results);
        return pattern.union(pattern.transposed());
    }

    private static int grown(int wanted) {
        return Math.max(wanted, (int) Math.min(2L * wanted, Integer.MAX_VALUE - 8));
    }

    private int size(int set) {
        if (mask[set] == 0) {
            return Long.bitCount(content[set]);
        }
        return Math.addExact(size(left(set)), size(right(set)));
    }

    /** Writes the indices in ascending order; gives where the next one would be. */
    private int elements(int set, int[] into, int from) {
        if (mask[set] != 0) {
            return elements(right(set), into, elements(left(set), into, from));
        }
        int next = from;
        for (long bits = content[set]; bits != 0; bits &= bits - 1) {
            into[next++] = prefix[set] << 6 | Long.numberOfTrailingZeros(bits);
        }
        return next;
    }

    private int union(int a, int b) {
        if (a == b || b == 0) {
            return a;
        } else if (a == 0) {
            return b;
        }
        long pair = a < b ? (long) a << 32 | b : (long) b << 32 | a;
        int slot = (int) (mixed(pair) & CACHE - 1);
        if (operands[slot] == pair) {
            return unions[slot];
        }
        int union = merged(a, b);
        operands[slot] = pair;
        unions[slot] = union;
        return union;
    }

    private int merged(int a, int b) {
        if (mask[a] == mask[b] && prefix[a] == prefix[b]) {
            return mask[a] == 0
                    ? node(prefix[a], 0, content[a] | content[b])
                    : branch(prefix[a], mask[a], union(left(a), left(b)), union(right(a), right(b)));
        }
        int larger = mask[a] > mask[b] ? a : b;
        int other = larger == a ? b : a;
        if (above(prefix[other], mask[larger]) != prefix[larger] || mask[larger] == mask[other]) {
            int differing = Integer.highestOneBit(prefix[a] ^ prefix[b]);
            int common = above(prefix[a], differing);
            return (prefix[a] & differing) == 0 ? branch(common, differing, a, b) : branch(common, differing, b, a);
        }
        return (prefix[other] & mask[larger]) == 0
                ? branch(prefix[larger], mask[larger], union(left(larger), other), right(larger))
                : branch(prefix[larger], mask[larger], left(larger), union(right(larger), other));
    }

    /** The bits above one. */
    private static int above(int bits, int bit) {
        return bits & -bit << 1;
    }

    private int left(int set) {
        return (int) (content[set] >>> 32);
    }

    private int right(int set) {
        return (int) content[set];
    }

    private int branch(int common, int bit, int left, int right) {
        return node(common, bit, (long) left << 32 | right);
    }

    /** The one node that is so. */
    private int node(int common, int bit, long what) {
        int slot = slot(common, bit, what);
        if (table[slot] == 0) {
            if (nodes == prefix.length) {
                enlarge();
                slot = slot(common, bit, what);
            }
            prefix[nodes] = common;
            mask[nodes] = bit;
            content[nodes] = what;
            table[slot] = nodes++;
        }
        return table[slot];
    }

    private void enlarge() {
        int size = Math.multiplyExact(2, nodes);
        prefix = Arrays.copyOf(prefix, size);
        mask = Arrays.copyOf(mask, size);
        content = Arrays.copyOf(content, size);
        table = new int[Math.multiplyExact(2, size)];
        for (int i = 1; i < nodes; i++) {
            table[slot(prefix[i], mask[i], content[i])] = i;
        }
    }

    /** Where a node is in the table, or would be. */
    private int slot(int common, int bit, long what) {
        int slot = (int) mixed(what * 31 + common * 0x9E3779B97F4A7C15L + bit) & table.length - 1;
        while (table[slot] != 0
                && (content[table[slot]] != what || prefix[table[slot]] != common || mask[table[slot]] != bit)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    /** Spreads bits over all others, as the finalizer of MurmurHash3 does. */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
