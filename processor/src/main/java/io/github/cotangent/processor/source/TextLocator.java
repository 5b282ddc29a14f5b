package io.github.cotangent.processor.source;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Points at the declaration and writes the exact place into the text, as {@code file:line:column}. */
final class TextLocator implements Locator {
    private final Messager messager;

    TextLocator(Messager messager) {
        this.messager = messager;
    }

    @Override
    public void report(Diagnostic.Kind kind, SourceFile file, int start, int end, String message, Element element) {
        String place = file.name() + ":" + file.line(start) + ":" + file.column(start) + ": ";
        int front = message.startsWith("[") ? message.indexOf("] ") + "] ".length() : 0;
        messager.printMessage(kind, message.substring(0, front) + place + message.substring(front), element);
    }
}
