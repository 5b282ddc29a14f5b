package io.github.cotangent.processor.lower;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.CompactConstructorDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.InitializerDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;

/**
 * The source of one constructor: what runs when an object is made, in order.
 *
 * @param declaration the constructor's own declaration, compact or not; null where the compiler writes it
 * @param parameters its parameters, those of the record header where it has none of its own
 * @param delegation the call of another constructor at its start; null for none
 * @param members the field declarators with initialisers and the initialiser blocks that run, in text order
 * @param statements the rest of its body
 * @param assignsComponents whether it ends with the assignment of all record components from the parameters
 */
record ConstructorSource(
        Node declaration,
        NodeList<Parameter> parameters,
        ExplicitConstructorInvocationStmt delegation,
        List<Node> members,
        List<Statement> statements,
        boolean assignsComponents) {

    static Optional<ConstructorSource> of(ExecutableElement constructor, TypeDeclaration<?> type) {
        TypeElement owner = (TypeElement) constructor.getEnclosingElement();
        Optional<ConstructorDeclaration> written = written(constructor, owner, type);
        if (written.isPresent()) {
            return Optional.of(explicit(written.get(), type));
        }
        if (type instanceof RecordDeclaration record) {
            CompactConstructorDeclaration compact =
                    record.getCompactConstructors().stream().findFirst().orElse(null);
            List<Statement> statements =
                    compact == null ? List.of() : compact.getBody().getStatements();
            return Optional.of(
                    new ConstructorSource(compact, record.getParameters(), null, List.of(), statements, true));
        }
        return constructor.getParameters().isEmpty()
                ? Optional.of(new ConstructorSource(null, new NodeList<>(), null, members(type), List.of(), false))
                : Optional.empty();
    }

    private static ConstructorSource explicit(ConstructorDeclaration declaration, TypeDeclaration<?> type) {
        List<Statement> statements = new ArrayList<>(declaration.getBody().getStatements());
        ExplicitConstructorInvocationStmt delegation = null;
        if (!statements.isEmpty() && statements.get(0) instanceof ExplicitConstructorInvocationStmt call) {
            delegation = call;
            statements.remove(0);
        }
        boolean elsewhere = delegation != null && delegation.isThis();
        return new ConstructorSource(
                declaration,
                declaration.getParameters(),
                delegation,
                elsewhere ? List.of() : members(type),
                statements,
                false);
    }

    private static List<Node> members(TypeDeclaration<?> type) {
        List<Node> found = new ArrayList<>();
        for (BodyDeclaration<?> member : type.getMembers()) {
            if (member instanceof FieldDeclaration field && !field.isStatic()) {
                field.getVariables().stream()
                        .filter(variable -> variable.getInitializer().isPresent())
                        .forEach(found::add);
            } else if (member instanceof InitializerDeclaration block && !block.isStatic()) {
                found.add(block);
            }
        }
        return found;
    }

    /** The declaration with the same types of parameters, as far as they are written. */
    private static Optional<ConstructorDeclaration> written(
            ExecutableElement constructor, TypeElement owner, TypeDeclaration<?> type) {
        List<ConstructorDeclaration> candidates = type.getConstructors().stream()
                .filter(each -> mayBe(each, constructor))
                .toList();
        if (candidates.size() <= 1) {
            return candidates.stream().findFirst();
        }
        List<ExecutableElement> alike = ElementFilter.constructorsIn(owner.getEnclosedElements()).stream()
                .filter(each -> candidates.stream().anyMatch(candidate -> mayBe(candidate, each)))
                .toList();
        int index = alike.indexOf(constructor);
        return index >= 0 && alike.size() == candidates.size() ? Optional.of(candidates.get(index)) : Optional.empty();
    }

    private static boolean mayBe(ConstructorDeclaration declaration, ExecutableElement constructor) {
        List<? extends VariableElement> parameters = constructor.getParameters();
        boolean same = declaration.getParameters().size() == parameters.size();
        for (int i = 0; same && i < parameters.size(); i++) {
            Parameter parameter = declaration.getParameter(i);
            String written = parameter.getType().asString() + (parameter.isVarArgs() ? "[]" : "");
            same = simple(written).equals(simple(parameters.get(i).asType().toString()));
        }
        return same;
    }

    /** A type without packages, type arguments and annotations. */
    private static String simple(String type) {
        return type.replaceAll("@\\S+\\s", "")
                .replaceAll("<.*>", "")
                .replaceAll("[\\w$]+\\.", "")
                .replace(" ", "");
    }

    /** Its body as it is written; null where there is none. */
    BlockStmt body() {
        if (declaration instanceof ConstructorDeclaration own) {
            return own.getBody();
        }
        return declaration instanceof CompactConstructorDeclaration compact ? compact.getBody() : null;
    }
}
