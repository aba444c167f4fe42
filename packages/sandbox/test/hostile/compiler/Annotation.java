/*
 * Attack: names a processor of annotations, which would run in the compiler.
 * Incident: gcc-plugins
 * Expect: exited 0 | exited 1
 */
import javax.annotation.processing.*;
@SupportedAnnotationTypes("*")
public class Main extends AbstractProcessor {
    static { System.out.println("BREACH: ran in the compiler"); }
    public boolean process(java.util.Set<? extends javax.lang.model.element.TypeElement> s, RoundEnvironment e) { return false; }
    public static void main(String[] a) {}
}
