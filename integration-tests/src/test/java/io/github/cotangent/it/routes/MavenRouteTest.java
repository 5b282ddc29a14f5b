package io.github.cotangent.it.routes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Maven project set up as the documentation says. It sees this build's artifacts as if they were installed, in a local
 * repository of its own, and takes everything else from the local repository of this build: no network, and nothing left
 * behind.
 */
class MavenRouteTest {
    private static final String GROUP = "io/github/cotangent";

    @TempDir
    Path folder;

    @Test
    void inProcess() throws Exception {
        compile(false);
    }

    @Test
    void withAForkedCompiler() throws Exception {
        compile(true);
    }

    private void compile(boolean fork) throws Exception {
        assumeTrue(Product.isPackaged(), "needs the jars, that is, mvn verify");
        Path maven = Path.of(setting("maven.home"), "bin/mvn");
        assumeTrue(Files.isExecutable(maven), "needs to be run by Maven");
        UserProject project = UserProject.in(folder);
        Path repository = installed();
        Path settings = folder.resolve("settings.xml");
        Files.writeString(settings, settings());
        Files.writeString(folder.resolve("pom.xml"), pom());
        Command.run(
                folder,
                List.of(
                        maven.toString(),
                        "-B",
                        "-q",
                        "-s",
                        settings.toString(),
                        "-Dmaven.repo.local=" + repository,
                        "-Dmaven.compiler.fork=" + fork,
                        "org.apache.maven.plugins:maven-compiler-plugin:" + setting("it.compiler-plugin")
                                + ":compile"));
        project.assertGradients();
    }

    private static String settings() {
        return """
                <settings>
                  <mirrors>
                    <mirror>
                      <id>central</id>
                      <mirrorOf>*</mirrorOf>
                      <url>%s</url>
                    </mirror>
                  </mirrors>
                </settings>
                """.formatted(Path.of(setting("it.local-repository")).toUri());
    }

    private static String pom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>notes</groupId>
                  <artifactId>notes</artifactId>
                  <version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>io.github.cotangent</groupId>
                      <artifactId>cotangent-annotations</artifactId>
                      <version>VERSION</version>
                    </dependency>
                    <dependency>
                      <groupId>io.github.cotangent</groupId>
                      <artifactId>cotangent-runtime</artifactId>
                      <version>VERSION</version>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-compiler-plugin</artifactId>
                        <configuration>
                          <failOnWarning>true</failOnWarning>
                          <annotationProcessorPaths>
                            <path>
                              <groupId>io.github.cotangent</groupId>
                              <artifactId>cotangent-processor</artifactId>
                              <version>VERSION</version>
                            </path>
                          </annotationProcessorPaths>
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.replace("VERSION", setting("it.version"));
    }

    /** A local repository as after an installation of this build, with the poms that would be deployed. */
    private Path installed() throws IOException {
        Path repository = folder.resolve("repository");
        Path root = Path.of(setting("it.root"));
        install(repository, "parent", root.resolve("pom.xml"), null);
        install(repository, "annotations", root.resolve("annotations/pom.xml"), Product.annotations());
        install(repository, "runtime", root.resolve("runtime/pom.xml"), Product.runtime());
        install(repository, "processor", root.resolve("processor/dependency-reduced-pom.xml"), Product.processor());
        return repository;
    }

    private static void install(Path repository, String module, Path pom, Path jar) throws IOException {
        String artifact = "cotangent-" + module;
        String version = setting("it.version");
        Path place = repository.resolve(GROUP).resolve(artifact).resolve(version);
        Files.createDirectories(place);
        Files.copy(pom, place.resolve(artifact + "-" + version + ".pom"));
        if (jar != null) {
            Files.copy(jar, place.resolve(artifact + "-" + version + ".jar"));
        }
    }

    /** What the build tells this test about itself. */
    private static String setting(String name) {
        return System.getProperty(name, "");
    }
}
