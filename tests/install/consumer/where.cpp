// Everything that Instance lends out can be used with what is installed.
#include <outfield/error.h>
#include <outfield/instance.h>

#include <filesystem>
#include <iostream>

int main() {
    using namespace outfield;
    const auto folder = std::filesystem::temp_directory_path() / "outfield-consumer-where";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    auto instance = Instance::create("sqlite:" + (folder / "catalog.db").string(), folder / "key");
    Module sale("sale", "Sales");
    instance.install(
        {sale.model("sale.document", "Document", {{"file", fields::binary("File", {.store = "s3"})}})});

    std::cout << instance.explain("sale.document", "file").missing << '\n';
    try {
        std::cout << instance.iam_policy() << '\n';
    } catch (const Error& error) {
        std::cout << error.what() << '\n';
    }
    const auto waiting = instance.containers().waiting();
    return waiting.values == 0 && !waiting.next ? 0 : 1;
}
