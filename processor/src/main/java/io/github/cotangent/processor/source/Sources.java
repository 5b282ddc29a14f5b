package io.github.cotangent.processor.source;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;

/**
 * The source files of the running compilation, found on demand. Each is read and parsed once, however many of its types
 * are asked for.
 */
public final class Sources {
    private final List<SourceRoute> routes = new ArrayList<>();
    private final SourceParser parser;
    private final Locator locator;
    private final Map<String, Optional<SourceFile>> byType = new HashMap<>();
    private final Map<URI, SourceFile> byFile = new LinkedHashMap<>();

    public Sources(ProcessingEnvironment environment) {
        routes.add(new RuntimeRoute());
        Optional<CompilerTrees> trees = CompilerTrees.of(environment);
        trees.ifPresent(routes::add);
        routes.add(new FileObjectRoute(environment.getElementUtils()));
        routes.add(new SourcePathRoute(environment.getFiler()));
        routes.add(new EclipseRoute());
        parser = new SourceParser(environment.getSourceVersion(), new Declarations(environment.getTypeUtils()));
        locator = new TreeLocator(trees, new TextLocator(environment.getMessager()));
    }

    /** The file that declares {@code type}, which may be a nested type; nothing for a type that came as byte code. */
    public Optional<SourceFile> of(TypeElement type) {
        TypeElement topLevel = type;
        while (topLevel.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
            if (!(topLevel.getEnclosingElement() instanceof TypeElement outer)) {
                return Optional.empty(); // a class inside a method
            }
            topLevel = outer;
        }
        String name = topLevel.getQualifiedName().toString();
        Optional<SourceFile> known = byType.get(name);
        if (known == null) {
            known = find(topLevel);
            byType.put(name, known);
        }
        return known;
    }

    /** The files read so far. */
    public List<SourceFile> read() {
        return List.copyOf(byFile.values());
    }

    /** Reports at places in these files. */
    public Locator locator() {
        return locator;
    }

    private Optional<SourceFile> find(TypeElement topLevel) {
        for (SourceRoute route : routes) {
            Optional<SourceFile> file =
                    route.find(topLevel).flatMap(this::read).filter(found -> declares(found, topLevel));
            if (file.isPresent()) {
                return file;
            }
        }
        // A second top-level type of a file that is named after its first one.
        return byFile.values().stream().filter(file -> declares(file, topLevel)).findFirst();
    }

    /** A file with problems may declare what the parser did not get to. */
    private static boolean declares(SourceFile file, TypeElement topLevel) {
        return file.declarationOf(topLevel).isPresent()
                || !file.problems().isEmpty() && file.name().equals(topLevel.getSimpleName() + ".java");
    }

    private Optional<SourceFile> read(FileObject file) {
        SourceFile known = byFile.get(file.toUri());
        if (known == null) {
            try {
                known = parser.parse(fileName(file), file.getCharContent(true).toString());
            } catch (IOException | UnsupportedOperationException unreadable) {
                return Optional.empty();
            }
            byFile.put(file.toUri(), known);
        }
        return Optional.of(known);
    }

    private static String fileName(FileObject file) {
        String path = file.getName().replace('\\', '/');
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
