package io.github.cotangent.processor.lower;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;

/** A user who states nothing about derivatives. */
final class NoRules implements UserRules {
    @Override
    public Optional<Statement> of(ExecutableElement method) {
        return Optional.empty();
    }

    @Override
    public Optional<Products> products(ExecutableElement method) {
        return Optional.empty();
    }

    @Override
    public Optional<Solver> solver(ExecutableElement method) {
        return Optional.empty();
    }

    @Override
    public boolean isConstant(Element field) {
        return false;
    }
}
