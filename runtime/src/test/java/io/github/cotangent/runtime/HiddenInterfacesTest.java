package io.github.cotangent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;

class HiddenInterfacesTest {

    private interface Above<T> {
        T changed(T given);
    }

    private interface Hidden<T> extends Above<T> {
        double sum(byte b, char c, short s, int i, long l, float f, double d, boolean z, T t, int[] a);

        long next(long l);

        float half(float f);

        void note(T t);

        default String twice(T t) {
            note(t);
            return changed(t) + "" + changed(t);
        }

        static int unrelated() {
            return 1;
        }
    }

    /** What generated code can write. */
    private abstract static class Body {
        private final String prefix;
        private final double weight;
        private String noted;

        private Body(double weight, String prefix) {
            this.weight = weight;
            this.prefix = prefix;
        }

        public String changed(String given) {
            return prefix + given;
        }

        public double sum(byte b, char c, short s, int i, long l, float f, double d, boolean z, String t, int[] a) {
            return weight * (b + c + s + i + l + f + d + (z ? 1 : 0) + t.length() + a.length);
        }

        public long next(long l) {
            return l + 1;
        }

        public float half(float f) {
            return f / 2;
        }

        public void note(String t) {
            noted = t;
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void passesEverythingOn() throws Throwable {
        Body body = (Body) HiddenInterfaces.constructor(
                        MethodHandles.lookup(), Body.class, Hidden.class, double.class, String.class)
                .invokeExact(2.0, "p");
        Hidden<String> hidden = assertInstanceOf(Hidden.class, body);
        assertEquals(
                2 * (1 + 'a' + 3 + 4 + 5 + 6 + 7 + 1 + 2 + 3),
                hidden.sum((byte) 1, 'a', (short) 3, 4, 5, 6, 7, true, "ab", new int[3]));
        assertEquals(1L << 40, hidden.next((1L << 40) - 1));
        assertEquals(1.5f, hidden.half(3));
        assertEquals("pxpx", hidden.twice("x"));
        assertSame("x", body.noted);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void anArgumentOfAnotherClassIsRefusedAsByABridge() throws Throwable {
        Hidden hidden = (Hidden) HiddenInterfaces.constructor(
                        MethodHandles.lookup(), Body.class, Hidden.class, double.class, String.class)
                .asType(MethodType.methodType(Hidden.class, double.class, String.class))
                .invokeExact(2.0, "p");
        assertThrows(ClassCastException.class, () -> hidden.changed(1));
    }
}
