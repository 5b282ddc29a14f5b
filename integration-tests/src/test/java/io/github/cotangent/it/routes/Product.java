package io.github.cotangent.it.routes;

import io.github.cotangent.Differentiable;
import io.github.cotangent.processor.CotangentProcessor;
import io.github.cotangent.runtime.Gradients;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where the things under test are: the jars of this build, or folders of classes where it did not get to packaging. */
final class Product {
    private Product() {}

    static Path annotations() {
        return placeOf(Differentiable.class);
    }

    static Path runtime() {
        return placeOf(Gradients.class);
    }

    static Path processor() {
        return placeOf(CotangentProcessor.class);
    }

    /** What user code is compiled against and runs with. */
    static String classPath() {
        return annotations() + File.pathSeparator + runtime();
    }

    /** The processor's jar alone; as mere classes it needs its libraries beside it. */
    static String processorPath() {
        if (isPackaged()) {
            return processor().toString();
        }
        // Of a module without classes of its own, the class path names a folder that is not there.
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(element -> Files.exists(Path.of(element)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    static boolean isPackaged() {
        return List.of(annotations(), runtime(), processor()).stream().allMatch(Files::isRegularFile);
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
