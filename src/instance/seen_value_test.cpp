// A value that was seen before is read without asking the catalog again.
#include "instance/disk_scene.h"

namespace outfield {
namespace {

class SeenValueTest : public DiskScene {
  protected:
    std::string read() {
        StringSink sink;
        outfield.binaries().read(seen, sink);
        return sink.text;
    }

    const ObjectSummary added =
        outfield.objects().add("disk/sales", {source_from("content"), "seen.txt", "text/plain"});
    const Attachment seen = outfield.objects().known(added.blob).value;
};

TEST_F(SeenValueTest, IsReadAsLongAsItsBytesStand) {
    EXPECT_EQ(read(), "content");
    outfield.objects().remove(std::to_string(added.blob));
    EXPECT_EQ(read(), "content") << "in the trash";
    outfield.containers().change("disk/sales", {.retention = std::chrono::seconds(0)});
    outfield.collector().collect();
    EXPECT_EQ(fault([&] { read(); }), ErrorKind::not_found) << "collected: gone, and not damaged";
}

TEST_F(SeenValueTest, IsDamagedWhereItsBytesAreGoneAndTheCatalogNamesThem) {
    std::filesystem::remove_all(std::filesystem::path(folder.file("disk")) / "sales");
    std::filesystem::create_directories(std::filesystem::path(folder.file("disk")) / "sales");
    EXPECT_EQ(fault([&] { read(); }), ErrorKind::corrupt);
}

}  // namespace
}  // namespace outfield
