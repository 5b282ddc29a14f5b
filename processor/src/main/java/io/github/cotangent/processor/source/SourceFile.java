package io.github.cotangent.processor.source;

import com.github.javaparser.Position;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.comments.Comment;
import io.github.cotangent.processor.ir.Origin;
import io.github.cotangent.processor.ir.Remark;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * A source file: its text and what the parser made of it. Offsets count {@code char}s of {@link #text()}, as the
 * compiler's own do.
 */
public final class SourceFile {
    private static final String GENERATED = "@Generated(\"io.github.cotangent.processor.CotangentProcessor\")";

    private final String name;
    private final String text;
    private final UnescapedText unescaped;
    private final CompilationUnit unit;
    private final List<Comment> comments;
    private final List<SyntaxProblem> problems;
    private final LineTable lines;
    private final Declarations declarations;

    SourceFile(
            String name,
            String text,
            UnescapedText unescaped,
            CompilationUnit unit,
            List<Comment> comments,
            List<SyntaxProblem> problems,
            Declarations declarations) {
        this.name = name;
        this.text = text;
        this.unescaped = unescaped;
        this.lines = LineTable.of(text);
        this.unit = unit;
        this.comments = List.copyOf(comments);
        this.problems = List.copyOf(problems);
        this.declarations = declarations;
    }

    /** The file's name without folders, so that nothing made from it depends on the machine. */
    public String name() {
        return name;
    }

    /** Whether the processor has made it. */
    public boolean isGenerated() {
        return unit.getTypes().stream()
                .flatMap(type -> type.getAnnotations().stream())
                .anyMatch(annotation -> annotation.toString().equals(GENERATED));
    }

    public String text() {
        return text;
    }

    /** What was parsed: everything, unless there are {@link #problems()}. */
    public CompilationUnit unit() {
        return unit;
    }

    /** Where parsing failed. A declaration none of them touches is as good as in a file without problems. */
    public List<SyntaxProblem> problems() {
        return problems;
    }

    /** The first failure of the parser inside {@code node}. */
    public Optional<SyntaxProblem> problemIn(Node node) {
        int start = start(node);
        int end = end(node);
        return problems.stream()
                .filter(problem -> problem.start() < end && problem.end() > start)
                .findFirst();
    }

    /** All comments, in text order. */
    List<Comment> comments() {
        return comments;
    }

    /** The comments in {@code node}, in text order. */
    public List<Remark> remarksIn(Node node) {
        return Remarks.in(this, node);
    }

    /** The offset of the character at {@code position}. */
    public int offset(Position position) {
        return unescaped.begin(position);
    }

    /** The line of the character at {@code offset}, from 1. */
    public int line(int offset) {
        return lines.line(offset);
    }

    /** The column of the character at {@code offset}, from 1; a tab is one column. */
    public int column(int offset) {
        return lines.column(offset);
    }

    /** The offset of the first character of {@code node}. */
    public int start(Node node) {
        return offset(node.getBegin().orElseThrow(() -> synthetic(node)));
    }

    /** The offset behind the last character of {@code node}. */
    public int end(Node node) {
        return unescaped.behind(node.getEnd().orElseThrow(() -> synthetic(node)));
    }

    /** Where {@code node} is. */
    public Origin origin(Node node) {
        int start = start(node);
        return new Origin(start, end(node), line(start));
    }

    /** The text of {@code node} as it was written. */
    public String text(Node node) {
        return text.substring(start(node), end(node));
    }

    /** The outermost node that has exactly this extent. */
    Optional<Node> nodeAt(int start, int end) {
        Node node = unit;
        while (node != null) {
            if (start(node) == start && end(node) == end && node != unit) {
                return Optional.of(node);
            }
            node = childAround(node, start, end);
        }
        return Optional.empty();
    }

    public Optional<MethodDeclaration> declarationOf(ExecutableElement method) {
        return declarations.of(unit, method);
    }

    /** The declaration of a constructor; none for the one that every class has by itself. */
    public Optional<ConstructorDeclaration> constructorOf(ExecutableElement constructor) {
        return declarations.constructor(unit, constructor);
    }

    public Optional<TypeDeclaration<?>> declarationOf(TypeElement type) {
        return declarations.of(unit, type);
    }

    /** The declarator of a field, which has its initialiser. */
    public Optional<VariableDeclarator> declarationOf(VariableElement field) {
        return declarations.of(unit, field);
    }

    private Node childAround(Node node, int start, int end) {
        for (Node child : node.getChildNodes()) {
            if (child.getRange().isPresent() && start(child) <= start && end <= end(child)) {
                return child;
            }
        }
        return null;
    }

    private static IllegalArgumentException synthetic(Node node) {
        return new IllegalArgumentException("not from the source text: " + node);
    }
}
