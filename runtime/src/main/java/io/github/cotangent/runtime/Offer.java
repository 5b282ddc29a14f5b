package io.github.cotangent.runtime;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What the companion of a class has for companions that do not know the class. */
final class Offer {
    private static final ClassValue<Offer> OFFERS = new ClassValue<>() {
        @Override
        protected Offer computeValue(Class<?> companion) {
            return new Offer();
        }
    };

    /**
     * What was made known.
     *
     * @param access the companion's own access to itself
     */
    private record Content(MethodHandles.Lookup access, List<Terms> methods) {}

    private volatile Content content;

    private Offer() {}

    /** Takes what a companion makes known. */
    static void publish(MethodHandles.Lookup companion, String... methods) {
        if (!companion.hasFullPrivilegeAccess()) {
            throw new IllegalArgumentException(
                    "not all access that " + companion.lookupClass().getName() + " has");
        }
        OFFERS.get(companion.lookupClass()).content =
                new Content(companion, Arrays.stream(methods).map(Terms::of).toList());
    }

    /** What the companion of a class offers; null if it has no companion. */
    static Offer ofCompanionOf(Class<?> type) {
        if (type.isHidden()) {
            return null;
        }
        try {
            return OFFERS.get(Class.forName(companion(type), true, type.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static String companion(Class<?> type) {
        String qualified = type.getCanonicalName() == null ? type.getName() : type.getCanonicalName();
        String packageName = type.getPackageName();
        return packageName.isEmpty()
                ? qualified.replace('.', '_') + "Derivatives"
                : packageName + "."
                        + qualified.substring(packageName.length() + 1).replace('.', '_') + "Derivatives";
    }

    /** The body of a method; empty if there are no sweeps of it. */
    Optional<Terms> method(String signature) {
        Content known = content;
        return known == null
                ? Optional.empty()
                : known.methods().stream()
                        .filter(each -> each.signature().equals(signature))
                        .findFirst();
    }

    /** The companion's own access to itself. */
    MethodHandles.Lookup access() {
        return content.access();
    }
}
