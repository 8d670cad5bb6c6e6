import org.jspecify.annotations.NullMarked;

/**
 * Jackdaw: attachments out of Feishu and Lark. The map of the house is in {@code app.jackdaw}'s
 * package description.
 */
@NullMarked
module app.jackdaw {
    requires static org.jspecify;
    requires javafx.controls;
    requires javafx.fxml;
    requires javafx.graphics;
    requires org.controlsfx.controls;
    requires atlantafx.base;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.feather;
    requires tools.jackson.databind;
    requires org.apache.httpcomponents.client5.httpclient5;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires java.sql;
    requires org.xerial.sqlitejdbc;
    requires jdk.httpserver;

    exports app.jackdaw;

    opens app.jackdaw.ui.kit to
            javafx.fxml;
    opens app.jackdaw.ui.credentials to
            javafx.fxml;
    opens app.jackdaw.ui.tokens to
            javafx.fxml;
    opens app.jackdaw.ui.results to
            javafx.fxml;
    opens app.jackdaw.ui.problems to
            javafx.fxml;
    opens app.jackdaw.ui.start to
            javafx.fxml;
    opens app.jackdaw.ui.settings to
            javafx.fxml;
    opens app.jackdaw.ui.shell to
            javafx.fxml;
}
