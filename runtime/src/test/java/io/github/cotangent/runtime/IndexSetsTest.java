package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexSetsTest {
    private static SparsePattern row(IndexSets sets, double set) {
        return sets.pattern(set);
    }

    @Test
    void unionsAreThoseOfSets() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            IndexSets sets = IndexSets.of();
            List<Double> known = new ArrayList<>(List.of(0.0));
            List<BitSet> wanted = new ArrayList<>(List.of(new BitSet()));
            int inputs = 1 + random.nextInt(seed % 2 == 0 ? 100 : 5000);
            for (int i = 0; i < inputs; i++) {
                known.add(sets.next());
                wanted.add(new BitSet());
                wanted.get(i + 1).set(i);
            }
            for (int i = 0; i < 3000; i++) {
                int a = random.nextInt(known.size());
                int b = known.size() - 1 - random.nextInt(Math.min(known.size(), 9));
                known.add(sets.union(known.get(a), known.get(b)));
                BitSet union = (BitSet) wanted.get(a).clone();
                union.or(wanted.get(b));
                wanted.add(union);
            }
            for (int i = 0; i < known.size(); i += 37) {
                SparsePattern row = row(sets, known.get(i));
                assertEquals(SparsePattern.of(inputs, wanted.get(i).stream().toArray()), row);
            }
        }
    }

    /** Equal sets are the same number, so that making them again takes no room. */
    @Test
    void equalSetsAreOne() {
        IndexSets sets = IndexSets.of();
        double[] x = new double[300];
        sets.fill(x);
        double forwards = 0;
        double backwards = 0;
        for (int i = 0; i < x.length; i++) {
            forwards = sets.union(forwards, x[i]);
            backwards = sets.union(x[x.length - 1 - i], backwards);
        }
        assertEquals(forwards, backwards);
        assertEquals(forwards, sets.union(forwards, x[17]));
        assertEquals(forwards, sets.union(0, forwards));
    }

    /** An array that stands at two places is two inputs, and each of its elements depends on both. */
    @Test
    void sharedArrays() {
        IndexSets sets = IndexSets.of();
        double[] row = new double[2];
        float[] singles = new float[1];
        sets.fill(new double[][] {row, row});
        sets.fill(singles);
        assertEquals(
                SparsePattern.of(5, new int[] {0, 2}, new int[] {1, 3}, new int[] {4}, new int[0], new int[] {0, 2}),
                sets.pattern(row, singles, 0.0, row[0]));
    }

    @Test
    void tooManySetsForFloat() {
        assertEquals(1 << 24, IndexSets.narrow(1 << 24));
        assertThrows(IllegalStateException.class, () -> IndexSets.narrow((1 << 24) + 1));
    }
}
