package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import com.github.javaparser.ast.stmt.Statement;
import com.github.javaparser.ast.type.Type;
import io.github.cotangent.processor.diagnostics.Code;
import io.github.cotangent.processor.diagnostics.Problem;
import io.github.cotangent.processor.ir.Expr;
import io.github.cotangent.processor.ir.FunctionClass;
import io.github.cotangent.processor.ir.Primitive;
import io.github.cotangent.processor.ir.Stmt;
import io.github.cotangent.processor.resolve.Symbol;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.lang.model.element.TypeElement;

/**
 * A function with a body: a lambda, or an anonymous class that is nothing but a function. It captures the locals of the method
 * around it that it mentions, and the object of that method.
 */
final class BodySource implements FunctionSource {
    private final Lowerers all;
    private final Expression function;
    private final List<Parameter> parameters;
    private final Statement code;
    private final Contract contract;
    private final Captures captures;

    /** @param code a block, or the expression that the function gives */
    private BodySource(
            Lowerers all, Expression function, List<Parameter> parameters, Statement code, Contract contract) {
        this.all = all;
        this.function = function;
        this.parameters = parameters;
        this.code = code;
        this.contract = contract;
        this.captures = new Captures(all, all.body.attribution().captured(function), Set.of());
    }

    static BodySource of(Lowerers all, LambdaExpr lambda, Contract contract) {
        return new BodySource(all, lambda, lambda.getParameters(), lambda.getBody(), contract);
    }

    /** An anonymous class; nothing if it is more than a function: it has other members, or speaks of itself. */
    static Optional<FunctionSource> of(Lowerers all, ObjectCreationExpr creation, Contract contract) {
        List<BodyDeclaration<?>> members = creation.getAnonymousClassBody().orElseThrow();
        return members.size() == 1
                        && members.get(0) instanceof MethodDeclaration method
                        && method.getBody().isPresent()
                        && method.getNameAsString()
                                .contentEquals(contract.function().getSimpleName())
                        && method.stream().noneMatch(node -> isOwn(all, node, contract))
                ? Optional.of(new BodySource(
                        all, creation, method.getParameters(), method.getBody().get(), contract))
                : Optional.empty();
    }

    /** Whether a node means the object of the anonymous class, or a member of it. */
    private static boolean isOwn(Lowerers all, Node node, Contract contract) {
        Symbol symbol = all.symbolOf(node);
        boolean inherited = node instanceof MethodCallExpr call
                && call.getScope().isEmpty()
                && symbol instanceof Symbol.Method method
                && all.isSubclass(
                        contract.implemented(), (TypeElement) method.element().getEnclosingElement());
        return symbol instanceof Symbol.LocalMember
                || inherited
                || node instanceof ThisExpr self && self.getTypeName().isEmpty()
                || node instanceof SuperExpr;
    }

    @Override
    public Contract contract() {
        return contract;
    }

    @Override
    public Optional<FunctionClass> lower(String name, Consumer<Problem> problems) {
        Body body = all.body.within(problems);
        Optional<Node> localClass = function.stream()
                .filter(node -> all.symbolOf(node) instanceof Symbol.LocalTypeName && !isKnown(node))
                .findFirst();
        if (localClass.isPresent()) {
            body.problem(
                    Code.COT012,
                    localClass.get(),
                    "a derivative would have to flow through a function that uses a class declared in the method",
                    "Declare the class as a static member");
            return Optional.empty();
        }
        Lowerers within = all.within(body);
        within.variables.findCaptures(code, within.streams::isInPlace);
        Set<String> taken = new HashSet<>();
        function.walk(Parameter.class, parameter -> taken.add(parameter.getNameAsString()));
        FunctionMethod method = new FunctionMethod(function, name, body, taken);
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            method.parameter(
                    within.variables.parameter(body.attribution().local(parameter), contract.parameter(i)), parameter);
        }
        captures.in(method, within);
        Optional<FunctionClass> made = method.make(contract, () -> body(within));
        if (made.isEmpty()) {
            all.innerObjects.stayText(function);
        }
        return made;
    }

    /** Whether a class that the method declares is at hand in the function: it is declared there, or a record. */
    private boolean isKnown(Node name) {
        return name instanceof Type type
                && (all.innerObjects.isMadeRecord(type)
                        || all.body
                                .attribution()
                                .localTypeOf(type)
                                .filter(each -> function.isAncestorOf(each.declaration()))
                                .isPresent());
    }

    private void body(Lowerers within) {
        io.github.cotangent.processor.ir.Type result = contract.resultType();
        if (!(code instanceof ExpressionStmt only)) {
            within.statements.method(code.asBlockStmt(), result);
            return;
        }
        Expression value = only.getExpression();
        if (result == Primitive.VOID) {
            within.expressions.perform(value);
        } else {
            Expr.Atom returned = within.body.atom(within.expressions.converted(value, result, true), "result", value);
            within.body.emit(new Stmt.Return(returned, within.body.origin(value)));
        }
    }

    @Override
    public List<Expr> captured(FunctionClass type) {
        return captures.values(type.fields());
    }
}
