package io.github.cotangent.retrofit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code Report LIBRARY [Class.method]}: what becomes of the chosen methods of a library, or of those with a name, which are
 * shown with their companions.
 */
public final class Report {
    /** Where sources are unpacked. */
    static final Path WORK = Path.of("target", "retrofit");

    private Report() {}

    public static void main(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("usage: Report LIBRARY [Class.method], a library of " + Library.NAMES);
            System.exit(2);
        }
        Library library = Library.unpacked(arguments[0], WORK);
        String name = arguments.length == 2 ? arguments[1] + "(" : "";
        List<Outcome> outcomes =
                Retrofit.run(library, candidate -> candidate.toString().startsWith(name));
        for (Outcome each : outcomes) {
            System.out.println(each.verdict() + " " + each.candidate() + " " + each.detail());
            each.refusals().values().forEach(message -> System.out.println("    " + message.replace("\n", "\n    ")));
            if (!name.isEmpty()) {
                each.generated().forEach(System.out::println);
            }
        }
        System.out.println(Table.of(Map.of(library, outcomes)));
        System.exit(0); // a method that does not come to an end would keep on running
    }
}
