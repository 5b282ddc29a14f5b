package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import io.github.cotangent.processor.ir.Block;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FieldId;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Method;
import io.github.cotangent.processor.ir.MethodId;
import io.github.cotangent.processor.ir.ObjectType;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.ir.Type;
import io.github.cotangent.processor.ir.Variable;
import io.github.cotangent.processor.ir.Walk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A method in the making of a class that the companion declares. What the class has captured is taken out of the fields by the
 * first statements, so that names mean in it what they mean around it; what it does not mention gets no field.
 */
final class FunctionMethod {
    private final Node where;
    private final String owner;
    private final Body body;
    private final Variable self;
    private final List<Variable> parameters = new ArrayList<>();
    private final List<Origin> places = new ArrayList<>();
    private final Map<FieldId, Variable> captured = new LinkedHashMap<>();

    /**
     * @param where the function or method in the source
     * @param owner the name of the class
     * @param taken the names that its method uses
     */
    FunctionMethod(Node where, String owner, Body body, Set<String> taken) {
        this(where, owner, new ObjectType(owner), body, taken);
    }

    /** @param seen the type that objects of the class have in the companion */
    FunctionMethod(Node where, String owner, ObjectType seen, Body body, Set<String> taken) {
        this.where = where;
        this.owner = owner;
        this.body = body;
        this.self = Variable.parameter(free("self", taken), seen);
        parameters.add(self);
        places.add(body.origin(where));
    }

    /** The wish, with as many underscores behind it as it takes. */
    static String free(String wish, Set<String> taken) {
        String name = wish;
        while (taken.contains(name)) {
            name += "_";
        }
        return name;
    }

    /** A class that holds a function as the user wrote it, and calls it. What is in the function is not followed. */
    static FunctionClass holder(FunctionSource.Contract contract, Node where, String owner, Body around) {
        Body body = around.within(problem -> {});
        FunctionMethod method = new FunctionMethod(where, owner, body, Set.of());
        List<Expr> operands = new ArrayList<>(
                List.of(new Expr.Use(method.capture("function", contract.type().reference()))));
        for (int i = 0; i < contract.parameters().size(); i++) {
            Variable parameter = Variable.parameter("a" + i, contract.parameter(i));
            method.parameter(parameter, where);
            operands.add(new Expr.Use(parameter));
        }
        Origin origin = body.origin(where);
        return method.make(contract, () -> {
                    MethodId id = contract.id(contract.type().name()).with(MethodId.Invocation.VIRTUAL);
                    Expr call = new Expr.Call(id, operands, contract.resultType());
                    body.emit(
                            contract.resultType() == Primitive.VOID
                                    ? new Stmt.Perform(call, origin)
                                    : new Stmt.Return(body.atom(call, "result", where), origin));
                })
                .orElseThrow();
    }

    void parameter(Variable parameter, Node declaration) {
        parameters.add(parameter);
        places.add(body.origin(declaration));
    }

    /** A variable for something that is captured. */
    Variable capture(String name, Type type) {
        Variable variable = Variable.local(name, type, false);
        captured.put(field(owner, name, type), variable);
        return variable;
    }

    /** The field of a class for something that is captured. */
    static FieldId field(String owner, String name, Type type) {
        return new FieldId(owner, owner, name, type, true, true);
    }

    /** The object whose method it is. */
    Variable self() {
        return self;
    }

    /** The fields with what is captured that the method, once it is lowered, mentions. */
    List<FieldId> fields() {
        return List.copyOf(captured.keySet());
    }

    /** The class of a function with this method, if that could be lowered. */
    Optional<FunctionClass> make(FunctionSource.Contract contract, Runnable lowering) {
        return lower(contract.id(owner), contract.thrown(), lowering)
                .map(method -> new FunctionClass(
                        new ObjectType(owner),
                        "function",
                        false,
                        contract.parent(),
                        fields(),
                        List.of(),
                        List.of(method),
                        Set.of(method.id()),
                        body.owner().getQualifiedName().toString(),
                        method.origin()));
    }

    /** The method, if it could be lowered. */
    Optional<Method> lower(MethodId id, List<Type> thrown, Runnable lowering) {
        Block block = body.collect(lowering).block();
        if (body.failed()) {
            return Optional.empty();
        }
        Set<Variable> read = new HashSet<>();
        Walk.statements(block, stmt -> read.addAll(Walk.read(stmt)));
        captured.values().removeIf(variable -> !read.contains(variable));
        List<Stmt> statements = new ArrayList<>();
        captured.forEach((field, variable) -> statements.add(
                new Stmt.Assign(variable, new Expr.Field(new Expr.Use(self), field, variable.type()), Origin.NONE)));
        statements.addAll(block.statements());
        return Optional.of(new Method(
                id,
                parameters,
                StaticReads.complete(Holders.complete(new Block(statements))),
                body.reserved(),
                thrown,
                body.file().remarksIn(where),
                places,
                body.origin(where)));
    }
}
