package io.github.cotangent.processor;

import com.google.auto.service.AutoService;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** The entry point the compiler calls: claims Cotangent's annotations and has the companions generated. */
@AutoService(Processor.class)
public final class CotangentProcessor extends AbstractProcessor {
    private static final String DIFFERENTIABLE = "io.github.cotangent.Differentiable";

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(DIFFERENTIABLE);
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of();
    }

    /** Whatever the running compiler has: the parser decides what it understands, per file. */
    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return !annotations.isEmpty();
    }
}
