package io.github.cotangent.processor;

import com.google.auto.service.AutoService;
import io.github.cotangent.processor.analysis.Options;
import io.github.cotangent.processor.frontend.Companions;
import io.github.cotangent.processor.frontend.DeepStack;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The entry point the compiler calls: claims Cotangent's annotations and has the companions generated. */
@AutoService(Processor.class)
public final class CotangentProcessor extends AbstractProcessor {
    private static final String DIFFERENTIABLE = "io.github.cotangent.Differentiable";

    /** {@code -Acotangent.optimize=false} leaves out analyses and simplifier, for comparison. */
    private static final String OPTIMIZE = "cotangent.optimize";

    /** {@code -Acotangent.nanCheck=true} makes derivatives that stop where one becomes NaN or infinite. */
    private static final String NAN_CHECK = "cotangent.nanCheck";

    /** {@code -Acotangent.report=true} writes beside each companion what it saves, and why. */
    private static final String REPORT = "cotangent.report";

    private Companions companions;

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("io.github.cotangent.*");
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(OPTIMIZE, NAN_CHECK, REPORT);
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        Map<String, String> given = environment.getOptions();
        Options options = new Options(
                !"false".equals(given.get(OPTIMIZE)),
                "true".equals(given.get(NAN_CHECK)),
                "true".equals(given.get(REPORT)));
        companions = new Companions(environment, options);
    }

    /** Whatever the running compiler has: the parser decides what it understands, per file. */
    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        companions.rules(round);
        Set<Element> annotated = new LinkedHashSet<>();
        for (TypeElement annotation : annotations) {
            if (annotation.getQualifiedName().contentEquals(DIFFERENTIABLE)) {
                annotated.addAll(round.getElementsAnnotatedWith(annotation));
            }
        }
        if (!annotated.isEmpty() || companions.isWaiting()) {
            DeepStack.run(() -> {
                companions.see(round.getRootElements());
                companions.make(annotated, round.processingOver());
            });
        }
        return !annotations.isEmpty();
    }
}
