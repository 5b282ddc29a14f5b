package io.github.cotangent.processor.companion;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import io.github.cotangent.processor.analysis.Place;
import io.github.cotangent.processor.analysis.Summary;
import io.github.cotangent.processor.ir.MethodId;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How companions that know nothing of each other tell what they ask for and what they have: texts which the runtime compares, a
 * method and words of the form {@code key=value} behind it.
 */
public final class Offers {
    private static final ClassName ELSEWHERE = ClassName.get("io.github.cotangent.runtime", "Elsewhere");

    private Offers() {}

    /**
     * A call of a virtual method: {@code a.Payoff.value(double[],double) active=1,2 written=1:1}.
     *
     * @param again whether it may run once more, for the derivatives only
     */
    public static String asked(MethodId method, Collection<Integer> active, Summary summary, boolean again) {
        return method.signature() + effects(active, summary) + (again ? " again=true" : "");
    }

    /**
     * A body that a companion has derivatives of.
     *
     * @param names what the classes and methods for it are called: words as above
     */
    public static String offered(MethodId method, Collection<Integer> active, Summary summary, String names) {
        return method.signature() + effects(active, summary) + names;
    }

    /** What runs when the runtime loads a companion to look for derivatives. */
    static CodeBlock block(List<String> offers) {
        return CodeBlock.builder()
                .add("// Found by the class of an object, where a companion does not know the class.\n")
                .add("$T.offer($T.lookup()", ELSEWHERE, MethodHandles.class)
                .add(offers.stream().map(offer -> CodeBlock.of(",\n$S", offer)).collect(CodeBlock.joining("")))
                .add(");\n")
                .build();
    }

    private static String effects(Collection<Integer> active, Summary summary) {
        return word("active", active.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")))
                + word(
                        "written",
                        summary.written().stream()
                                // What it makes and hands out is new to everybody.
                                .filter(place -> place.parameter() != Place.RESULT)
                                .map(Place::text)
                                .sorted()
                                .distinct()
                                .collect(Collectors.joining(",")))
                + word(
                        "shared",
                        summary.shared().stream()
                                .map(Offers::text)
                                .sorted()
                                .distinct()
                                .collect(Collectors.joining(",")));
    }

    private static String text(Set<Place> places) {
        return places.stream().map(Place::text).sorted().collect(Collectors.joining("+"));
    }

    private static String word(String key, String value) {
        return value.isEmpty() ? "" : " " + key + "=" + value;
    }
}
