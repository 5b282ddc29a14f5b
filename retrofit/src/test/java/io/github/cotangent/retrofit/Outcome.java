package io.github.cotangent.retrofit;

import java.util.List;
import java.util.Map;

/**
 * What became of a chosen method.
 *
 * @param detail why it is unchecked, what is wrong or broken; how many points were checked
 * @param refusals messages by error code, of a refused one
 * @param generated texts of the companion
 */
record Outcome(
        Candidate candidate, Verdict verdict, String detail, Map<String, String> refusals, List<String> generated) {
    /** What can become of a method. */
    enum Verdict {
        /** Right at one point at least, wrong at none. */
        CORRECT,
        /** Differentiated, but there was no point at which differences say anything. */
        UNCHECKED,
        /** A gradient, value or array left that is not what it has to be. */
        WRONG,
        /** The processor says that it cannot, or the companion does. */
        REFUSED,
        /** An exception of the processor, or a companion that does not compile. */
        BROKEN
    }
}
