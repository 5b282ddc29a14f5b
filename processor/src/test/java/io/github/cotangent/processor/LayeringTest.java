package io.github.cotangent.processor;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stages of the pipeline know what is before them only, and what works on the intermediate form knows no compiler. */
class LayeringTest {
    private static final String ROOT = "io.github.cotangent.processor";

    /** From source text to the intermediate form, and what drives it all. */
    private static final String[] FRONT = {
        ROOT, ROOT + ".source..", ROOT + ".resolve..", ROOT + ".lower..", ROOT + ".frontend.."
    };

    /** What writes class shells in the compiler's vocabulary. */
    private static final String COMPANION = ROOT + ".companion..";

    private static final String PRINT = ROOT + ".print..";

    /** Everything else, new packages included. */
    private static final DescribedPredicate<JavaClass> CORE = resideOutsideOfPackages(FRONT)
            .and(resideOutsideOfPackages(COMPANION))
            .as("classes of the core");

    private static JavaClasses product;

    @BeforeAll
    static void readClasses() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void theCoreDoesNotKnowTheFrontEnd() {
        noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(FRONT))
                .check(product);
    }

    @Test
    void theCoreKnowsNoCompilerAndNoParser() {
        noClasses()
                .that(CORE.and(resideOutsideOfPackages(PRINT)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "com.github.javaparser..", "javax.lang.model..", "javax.annotation..", "com.sun.."))
                .check(product);
    }

    /** The printer asks which words Java reserves, nothing else. */
    @Test
    void thePrinterKnowsNoElementsAndNoParser() {
        noClasses()
                .that(resideInAnyPackage(PRINT))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "com.github.javaparser..", "javax.lang.model.*..", "javax.annotation..", "com.sun.."))
                .check(product);
    }

    /** Whoever else loads {@code com.sun.source} breaks the other compilers. */
    @Test
    void onlyOneClassUsesTheTreesOfJavac() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.source\\.JavacTrees(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.sun.."))
                .check(product);
    }

    @Test
    void theIntermediateFormStandsAlone() {
        classes()
                .that(resideInAnyPackage(ROOT + ".ir.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ROOT + ".ir..", "java.."))
                .check(product);
    }

    @Test
    void noStageDependsOnItselfThroughOthers() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(product);
    }
}
