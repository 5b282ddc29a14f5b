package io.github.cotangent.processor.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.JavaToken;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Problem;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.comments.Comment;
import java.util.List;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/** Parses source text. The text has passed the compiler's parser already, so there is nothing left to validate. */
final class SourceParser {
    private final LanguageLevel level;
    private final Declarations declarations;

    SourceParser(SourceVersion version, Declarations declarations) {
        this.level = levelOf(version);
        this.declarations = declarations;
    }

    SourceFile parse(String name, String text) {
        ParserConfiguration configuration =
                new ParserConfiguration().setLanguageLevel(level).setTabSize(1).setAttributeComments(false);
        UnescapedText unescaped = UnescapedText.of(text);
        ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(unescaped.text());
        // Problems without a cause come from the parser's checks of the language level, not from parsing.
        List<SyntaxProblem> problems = result.getProblems().stream()
                .filter(problem -> problem.getCause().isPresent())
                .map(problem -> syntaxProblem(problem, unescaped, text.length()))
                .toList();
        CompilationUnit unit = result.getResult().orElseGet(CompilationUnit::new);
        List<Comment> comments = result.getCommentsCollection()
                .map(collection -> List.<Comment>copyOf(collection.getComments()))
                .orElse(List.of());
        return new SourceFile(name, text, unescaped, unit, comments, problems, declarations);
    }

    /** The parser's level of that number, or its highest where the compiler is newer. */
    static LanguageLevel levelOf(SourceVersion version) {
        LanguageLevel highest = LanguageLevel.JAVA_17;
        for (LanguageLevel candidate : LanguageLevel.values()) {
            int number = numberOf(candidate);
            if (number <= version.ordinal() && number > numberOf(highest)) {
                highest = candidate;
            }
        }
        return highest;
    }

    /** 21 for {@code JAVA_21}; 0 for previews and the levels before 5, which nobody needs here. */
    private static int numberOf(LanguageLevel level) {
        String number = level.name().substring("JAVA_".length());
        return number.chars().allMatch(Character::isDigit) ? Integer.parseInt(number) : 0;
    }

    private static SyntaxProblem syntaxProblem(Problem problem, UnescapedText text, int length) {
        Optional<JavaToken> first = problem.getLocation().map(TokenRange::getBegin);
        Optional<JavaToken> last = problem.getLocation().map(TokenRange::getEnd);
        return new SyntaxProblem(
                first.flatMap(JavaToken::getRange)
                        .map(range -> text.begin(range.begin))
                        .orElse(0),
                last.flatMap(JavaToken::getRange)
                        .map(range -> text.behind(range.end))
                        .orElse(length),
                problem.getMessage().lines().findFirst().orElse(""));
    }
}
