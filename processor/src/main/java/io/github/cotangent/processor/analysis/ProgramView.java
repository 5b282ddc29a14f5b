package io.github.cotangent.processor.analysis;

import io.github.cotangent.processor.ir.Excerpt;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Layout;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.ReferenceType;
import io.github.cotangent.processor.ir.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another program, but for what a subclass sees otherwise. */
public abstract class ProgramView implements Program {
    protected final Program program;

    protected ProgramView(Program program) {
        this.program = program;
    }

    @Override
    public Callee callee(MethodId id) {
        return program.callee(id);
    }

    @Override
    public Layout layout(ObjectType type) {
        return program.layout(type);
    }

    @Override
    public Map<String, ReferenceType> standIns() {
        return program.standIns();
    }

    @Override
    public List<FunctionClass> functionClasses() {
        return program.functionClasses();
    }

    @Override
    public boolean isRunAgain(MethodId virtual) {
        return program.isRunAgain(virtual);
    }

    @Override
    public boolean hasUnfollowed(MethodId virtual) {
        return program.hasUnfollowed(virtual);
    }

    @Override
    public boolean acts(MethodId construction) {
        return program.acts(construction);
    }

    @Override
    public Optional<Method> text(MethodId ruled) {
        return program.text(ruled);
    }

    @Override
    public Optional<Excerpt> excerpt(MethodId method, Origin origin) {
        return program.excerpt(method, origin);
    }

    @Override
    public List<Type> thrown(MethodId virtual) {
        return program.thrown(virtual);
    }

    @Override
    public Optional<MethodId> implementation(MethodId virtual, ObjectType concrete) {
        return program.implementation(virtual, concrete);
    }
}
