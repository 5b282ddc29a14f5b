package io.github.cotangent.retrofit;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Loads a companion together with a copy of the library of its own: both are in one run-time package, so that members without
 * modifier are in reach, and static state starts afresh.
 */
final class Loader extends URLClassLoader {
    private final Map<String, byte[]> companion;

    Loader(Map<String, byte[]> companion) {
        super(urls(), ClassLoader.getPlatformClassLoader());
        this.companion = companion;
    }

    private static URL[] urls() {
        List<Path> paths = Library.classPath();
        URL[] urls = new URL[paths.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = paths.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }
        return urls;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = companion.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }
}
