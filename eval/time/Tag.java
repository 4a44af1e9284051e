// Tags every file named on standard input ("path<TAB>2031-03-04") with HeidelTime, in one JVM, and writes path + ".tml".
// Prints the nanoseconds of CPU that the tagging itself took (this process; TreeTagger's come on top).

import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.util.Date;

public class Tag {
    public static void main(String[] arguments) throws Exception {
        DocumentType kind = arguments[0].equals("narrative") ? DocumentType.NARRATIVES : DocumentType.NEWS;
        HeidelTimeStandalone tagger =
            new HeidelTimeStandalone(Language.ENGLISH, kind, OutputType.TIMEML, "config.props", POSTagger.TREETAGGER);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] cells = line.split("\t");
            String text = Files.readString(Path.of(cells[0]));
            Date date = new SimpleDateFormat("yyyy-MM-dd").parse(cells[1]);
            Files.writeString(Path.of(cells[0] + ".tml"), tagger.process(text, date));
        }
    }
}
