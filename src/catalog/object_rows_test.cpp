#include "catalog/object_rows.h"

#include "catalog/catalog_fixture.h"
#include "catalog/scrubbing.h"
#include "catalog/trash.h"

namespace outfield::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Order = ObjectQuery::Order;
using State = ObjectQuery::State;

class ObjectRowsTest : public CatalogFixture {
  protected:
    std::int64_t put(std::int64_t container, const std::string& model, RecordId record,
                     const std::string& file_name, std::size_t size) {
        const auto blob = add_live(container, file_name, std::string(size, 'x'));
        with<Attachments>([&](Attachments& table) { table.set({model, record, "file"}, blob, file_name); });
        return blob;
    }

    std::vector<std::string> names(const ObjectQuery& query) {
        return with<ObjectRows>([&](ObjectRows& rows) {
            std::vector<std::string> names;
            for (const auto& object : rows.page(query)) names.push_back(object.value.file_name);
            return names;
        });
    }

    std::int64_t docs_ = add_container(add_configuration("amazon"), "docs");
    std::int64_t pictures_ = add_container(2, "pictures");
    std::int64_t order_ = put(docs_, "sale.order", 7, "Order 7.pdf", 30);
    std::int64_t bill_ = put(docs_, "account.bill", 7, "bill_100%.pdf", 10);
    std::int64_t photo_ = put(pictures_, "sale.order", 8, "photo.png", 20);
};

TEST_F(ObjectRowsTest, FindsByPlaceAndContent) {
    EXPECT_THAT(names({}), ElementsAre("photo.png", "bill_100%.pdf", "Order 7.pdf"));
    EXPECT_THAT(names({.container = docs_}), ElementsAre("bill_100%.pdf", "Order 7.pdf"));
    EXPECT_THAT(names({.model = "sale.order"}), ElementsAre("photo.png", "Order 7.pdf"));
    EXPECT_THAT(names({.container = docs_, .model = "sale.order"}), ElementsAre("Order 7.pdf"));
    EXPECT_THAT(names({.model = "sale.order", .record = 8}), ElementsAre("photo.png"));
    EXPECT_THAT(names({.search = "PDF"}), ElementsAre("bill_100%.pdf", "Order 7.pdf"));
    EXPECT_THAT(names({.smallest = 20, .largest = 20}), ElementsAre("photo.png"));
    EXPECT_THAT(names({.from = now() + std::chrono::hours(1)}), IsEmpty());
    EXPECT_THAT(names({.to = now() - std::chrono::hours(1)}), IsEmpty());
    EXPECT_THAT(names({.from = now() - std::chrono::hours(1), .to = now() + std::chrono::hours(1)}).size(),
                3U);
}

TEST_F(ObjectRowsTest, TakesASearchAsItIsWritten) {
    EXPECT_THAT(names({.search = "100%"}), ElementsAre("bill_100%.pdf"));
    EXPECT_THAT(names({.search = "l_1"}), ElementsAre("bill_100%.pdf"));
    EXPECT_THAT(names({.search = "r_7"}), IsEmpty());
    EXPECT_THAT(names({.search = "\\"}), IsEmpty());
    EXPECT_THAT(names({.search = "'"}), IsEmpty());
}

TEST_F(ObjectRowsTest, PagesInEveryOrder) {
    const auto all = [&](ObjectQuery query) {
        query.limit = 1;
        std::vector<std::string> found;
        for (;;) {
            const auto page = with<ObjectRows>([&](ObjectRows& rows) { return rows.page(query); });
            if (page.empty()) return found;
            found.push_back(page[0].value.file_name);
            query.after = {page[0].value.size, page[0].value.blob};
        }
    };
    EXPECT_THAT(all({}), ElementsAre("photo.png", "bill_100%.pdf", "Order 7.pdf"));
    EXPECT_THAT(all({.order = Order::oldest}), ElementsAre("Order 7.pdf", "bill_100%.pdf", "photo.png"));
    EXPECT_THAT(all({.order = Order::largest}), ElementsAre("Order 7.pdf", "photo.png", "bill_100%.pdf"));
    EXPECT_THAT(all({.order = Order::smallest}), ElementsAre("bill_100%.pdf", "photo.png", "Order 7.pdf"));
    EXPECT_THAT(all({.model = "sale.order", .order = Order::smallest}),
                ElementsAre("photo.png", "Order 7.pdf"));
}

TEST_F(ObjectRowsTest, KnowsWhatIsInTheTrash) {
    const auto before = put(docs_, "sale.order", 7, "Order 7, again.pdf", 40);
    const FormerValue former{{"sale.order", 7, "file"}, order_, "Order 7.pdf"};
    with<Trash>([&](Trash& trash) { trash.add(former, Trashed::Reason::replaced); });
    EXPECT_THAT(names({.state = State::condemned}), ElementsAre("Order 7.pdf"));
    EXPECT_THAT(names({.container = pictures_, .state = State::condemned}), IsEmpty());
    with<ObjectRows>([&](ObjectRows& rows) {
        const auto history = rows.of_field({"sale.order", 7, "file"}, 10);
        ASSERT_EQ(history.size(), 2U);
        EXPECT_EQ(history[0].value.blob, before);
        EXPECT_FALSE(history[0].trashed);
        EXPECT_EQ(history[1].value.blob, order_);
        EXPECT_EQ(history[1].trashed->reason, "replaced");
        EXPECT_EQ(history[1].trashed->removable_at - history[1].trashed->condemned_at,
                  std::chrono::hours(24));
        EXPECT_EQ(rows.find(order_)->value.file_name, "Order 7.pdf");
        EXPECT_FALSE(rows.find(order_ + 1000));
    });
}

TEST_F(ObjectRowsTest, LeavesTheSourcesOfMovesOut) {
    with<Attachments>([&](Attachments& table) { table.clear({"sale.order", 7, "file"}); });
    with<Trash>([&](Trash& trash) {
        trash.add({{"sale.order", 7, "file"}, order_, "Order 7.pdf"}, Trashed::Reason::moved);
    });
    EXPECT_THAT(names({.state = State::condemned}), IsEmpty());
    with<ObjectRows>([&](ObjectRows& rows) {
        EXPECT_THAT(rows.of_field({"sale.order", 7, "file"}, 10), IsEmpty());
        EXPECT_EQ(rows.find(order_)->trashed->reason, "moved");
    });
}

TEST_F(ObjectRowsTest, FindsWhatIsDamaged) {
    with<Scrubbing>([&](Scrubbing& scrubbing) { scrubbing.found_damaged(photo_, "other bytes"); });
    EXPECT_THAT(names({.state = State::damaged}), ElementsAre("photo.png"));
}

TEST_F(ObjectRowsTest, SumsUp) {
    with<ObjectRows>([&](ObjectRows& rows) {
        const auto all = rows.usage(0);
        ASSERT_EQ(all.size(), 3U);
        EXPECT_EQ(all[0].model, "account.bill");
        EXPECT_EQ(all[1].model, "sale.order");
        EXPECT_EQ(all[1].container, docs_);
        EXPECT_EQ(all[1].bytes, 30U);
        EXPECT_EQ(all[2].objects, 1U);
        const auto one = rows.usage(pictures_);
        ASSERT_EQ(one.size(), 1U);
        EXPECT_EQ(one[0].field, "file");
        EXPECT_EQ(one[0].bytes, 20U);
    });
}

}  // namespace
}  // namespace outfield::catalog
