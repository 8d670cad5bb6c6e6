module bare {
    requires javafx.controls;

    exports bare;
}
