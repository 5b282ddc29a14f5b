package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.normalize.Returns;
import java.util.HashSet;
import java.util.Set;

/**
 * What a method does for a caller that knows of arrays only. Whether something of its arguments stays in an object or in static
 * state, or something of an object is handed out: behind the call, no derivative would go that way.
 *
 * @param effects what it does to arrays that are arguments
 * @param keeps whether it does more than that
 */
public record Retention(Summary effects, boolean keeps) {

    /** @param active the parameters that carry derivatives */
    public static Retention of(Method method, Set<Integer> active, Summaries summaries) {
        Summary summary = summaries.of(method.id());
        Set<Place> written = new HashSet<>();
        Set<Set<Place>> shared = new HashSet<>();
        Variable result = Returns.result(method);
        Storage storage = new Storage(method, result, summaries::of, false);
        Activity activity = Activity.of(method, result, storage, summaries, active, Set.of());
        boolean keeps = summary.unknownResult()
                || !summary.traces().objects().isEmpty()
                || !summary.traces().written().isEmpty();
        for (Place place : summary.written()) {
            if (!isInObject(place, method)) {
                written.add(place);
            } else {
                keeps |= activity.isVaried(storage.slot(place));
            }
        }
        for (Set<Place> places : summary.shared()) {
            long inObjects =
                    places.stream().filter(place -> isInObject(place, method)).count();
            if (inObjects == 0) {
                shared.add(places);
            }
            keeps |= inObjects > 0 && inObjects < places.size();
        }
        Summary effects = new Summary(
                written,
                shared,
                summary.clobbers(),
                summary.unknownResult(),
                summary.readsUnknown(),
                summary.traces(),
                summary.bits());
        return new Retention(effects, keeps);
    }

    private static boolean isInObject(Place place, Method method) {
        return place.parameter() != Place.RESULT
                && !(method.parameters().get(place.parameter()).type().leaf() instanceof Primitive);
    }
}
