package app.jackdaw.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import app.jackdaw.ui.model.AppModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dialog begins where files go, or as near as there is a folder. */
class FolderChoiceTest {

    private final AppModel model = new AppModel();
    private final FolderChoice choice = new FolderChoice(model, new Messages(Language.ENGLISH));

    @Test
    void beginsInTheNearestFolderThatExists(@TempDir Path folder) {
        model.destinationProperty().set(folder.toString());
        assertThat(choice.begin()).contains(folder);
        model.destinationProperty().set(folder.resolve("new/deep").toString());
        assertThat(choice.begin()).contains(folder);
    }

    @Test
    void beginsAnywhereWhenNoFolderWasTyped() {
        model.destinationProperty().set("not a folder");
        assertThat(choice.begin()).isEmpty();
    }
}
