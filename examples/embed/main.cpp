// A program with a binary field: the file lives in a directory here, and in S3 or on an FTP server after one
// changed word.
#include <outfield/instance.h>

#include <filesystem>
#include <iostream>

using namespace outfield;

int main(int argc, char** argv) try {
    const auto folder = std::filesystem::absolute(argc > 1 ? argv[1] : "embed-example");
    std::filesystem::create_directories(folder / "files");

    // What the module declares: the file's bytes belong in a store of kind "directory"; a note stays in the
    // database.
    Module contracts("contracts", "Contracts");
    contracts.model("contract", "Contract",
                    {{"name", fields::character("Name", {.required = true})},
                     {"note", fields::binary("Note")},
                     {"file", fields::binary("File", {.store = "directory"})}});

    auto outfield = Instance::create("sqlite:" + (folder / "erp.db").string(), folder / "erp.key");
    outfield.install({contracts});

    // What an administrator says, once: the program `outfield` and this code do the same.
    std::map<std::string, std::string> settings{{"path", (folder / "files").string()}};
    outfield.configurations().add("disk", "directory", Settings(settings));
    outfield.containers().create("disk", "contracts");
    outfield.containers().assign("disk/contracts", "contracts");

    // A record with its file: either both are there afterwards, or neither.
    const auto id = outfield.records().create(
        "contract", {{"name", "Lease"}, {"file", Upload{source_from("forty-two pages"), "lease.txt", {}}}});

    StringSink text;
    outfield.binaries().read({"contract", id, "file"}, text);
    const auto file = outfield.binaries().describe({"contract", id, "file"});
    std::cout << file->file_name << ", " << file->size << " bytes of " << file->media_type << " in "
              << file->configuration << "/" << file->container << ": " << text.text << "\n";

    for (const auto found : outfield.records().search("contract", {{"name", "ilike", "lea"}}))
        std::cout << "found record " << found << "\n";
    return 0;
} catch (const Error& error) {
    std::cerr << "embed: " << to_string(error.kind()) << ": " << error.what() << "\n";
    return 1;
}
