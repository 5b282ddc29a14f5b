package io.github.cotangent.processor.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.stmt.YieldStmt;
import java.util.List;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;

class SourceParserTest {
    private static SourceFile parse(String text) {
        return new SourceParser(SourceVersion.RELEASE_17, new Declarations(null)).parse("A.java", text);
    }

    private static <N extends Node> String textOf(SourceFile file, Class<N> kind) {
        return file.text(file.unit().findFirst(kind).orElseThrow());
    }

    @Test
    void theExtentOfANodeIsItsTextWhateverTheLineEndsAndTabs() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            SourceFile file =
                    parse("class A {" + end + "\tdouble f(double x) {" + end + end + "\t\treturn\tx *\tx;\t} }");
            assertEquals("return\tx *\tx;", textOf(file, ReturnStmt.class));
            assertEquals(
                    4,
                    file.origin(file.unit().findFirst(ReturnStmt.class).orElseThrow())
                            .line());
        }
    }

    @Test
    void unicodeEscapesCountAsTheyAreWritten() {
        SourceFile file = parse("class A { Object f(double x\\u0031) { g(\"\\u0022, x\\uu0031); return 'a'; } }");
        assertEquals("x\\uu0031", textOf(file, NameExpr.class));
        assertEquals("\"\\u0022", textOf(file, StringLiteralExpr.class));
        assertEquals("return 'a';", textOf(file, ReturnStmt.class));
        assertEquals("x1", file.unit().findFirst(NameExpr.class).orElseThrow().getNameAsString());
    }

    @Test
    void aBackslashBeforeTheLetterUInAStringIsNoEscape() {
        assertEquals("\"\\\\u0022\"", textOf(parse("class A { String s = \"\\\\u0022\"; }"), StringLiteralExpr.class));
    }

    @Test
    void surrogatePairsAreTwoColumnsAsForTheCompiler() {
        SourceFile file = parse("class A { Object f() { g(\"\uD83D\uDE00\"); return null; } }");
        assertEquals("return null;", textOf(file, ReturnStmt.class));
    }

    @Test
    void parsesTheLanguageOfTheBaseline() {
        SourceFile file = parse(
                "record A(int k) { sealed interface S permits T {} record T() implements S {}"
                        + " int f() { var v = switch (k) { case 1: yield 2; default: yield \"\"\"\n  x\"\"\".length(); }; return v; } }");
        assertEquals(List.of(), file.problems());
        assertTrue(textOf(file, SwitchExpr.class).endsWith("}"));
        assertEquals("yield 2;", textOf(file, YieldStmt.class));
    }

    @Test
    void aProblemLeavesTheOtherMethodsAlone() {
        SourceFile file =
                parse("class A {\n double f(double x) { return x +* x; }\n double g(double x) { return x; } }");
        List<MethodDeclaration> methods = file.unit().findAll(MethodDeclaration.class);
        assertEquals(2, methods.size());
        assertTrue(file.problemIn(methods.get(0)).isPresent());
        assertFalse(file.problemIn(methods.get(1)).isPresent());
    }

    @Test
    void aTextThatIsNoJavaHasAProblemAndNoTypes() {
        SourceFile file = parse("class A { \" }");
        assertFalse(file.problems().isEmpty());
        assertTrue(file.unit().getTypes().isEmpty());
    }

    @Test
    void theLevelIsTheCompilersOrTheHighestThereIs() {
        assertEquals(LanguageLevel.JAVA_17, SourceParser.levelOf(SourceVersion.RELEASE_17));
        assertEquals(LanguageLevel.JAVA_17, SourceParser.levelOf(SourceVersion.RELEASE_8));
        int newest = SourceVersion.latest().ordinal();
        assertEquals(
                "JAVA_" + newest, SourceParser.levelOf(SourceVersion.latest()).name());
    }
}
