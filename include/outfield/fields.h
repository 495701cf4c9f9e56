// What a module declares: its models and their fields.
//
//     Module sale("sale", "Sales");
//     sale.model("sale.document", "Sale document",
//                {{"name", fields::character("Name", {.required = true})},
//                 {"file", fields::binary("File", {.store = "s3"})}});
//
// Plain values; nothing is checked until a Registry takes the module. `origin` says where a thing was
// declared
// ("sale.toml:12", "src/sale.cpp:40"; empty: where what it belongs to was), for messages; it plays no part
// when two declarations are compared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace outfield {

enum class FieldType {
    character,
    text,
    integer,
    floating,
    boolean,
    date,
    datetime,
    selection,
    many2one,
    one2many,
    many2many,
    binary,
};

// "char", "text", "integer", "float", ... as OpenERP and the manifests spell them.
std::string_view to_string(FieldType type) noexcept;

// A line of a program. As std::source_location, which clang 14 has not.
struct DeclaredAt {
    const char* file;
    int line;

    static constexpr DeclaredAt here(const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE()) noexcept {
        return {file, line};
    }
};

struct Field {
    FieldType type = FieldType::character;
    std::string label;
    std::string help;
    bool required = false;
    bool index = false;

    std::size_t size = 0;                                      // character: most code points, 0 = any number
    std::vector<std::pair<std::string, std::string>> choices;  // selection: value, label
    std::string model;  // many2one, one2many, many2many: the other model
    // one2many: the many2one field there. many2many: the many2many there of which this is the other side;
    // empty: this side keeps the links.
    std::string inverse;
    // binary: where the bytes live. Empty: the database. "s3", "ftp", "directory": the default storage
    // configuration of that kind. Anything else: the storage configuration of that name.
    std::string store;

    friend bool operator==(const Field&, const Field&) = default;
};

namespace fields {

struct Options {
    bool required = false;
    std::string help = {};
    bool index = false;
};
struct CharacterOptions {
    bool required = false;
    std::size_t size = 0;
    std::string help = {};
    bool index = false;
};
struct BinaryOptions {
    std::string store = {};
    bool required = false;
    std::string help = {};
};

Field character(std::string label, CharacterOptions options = {});
Field text(std::string label, Options options = {});
Field integer(std::string label, Options options = {});
Field floating(std::string label, Options options = {});
Field boolean(std::string label, Options options = {});
Field date(std::string label, Options options = {});      // "YYYY-MM-DD"
Field datetime(std::string label, Options options = {});  // "YYYY-MM-DD HH:MM:SS", UTC
Field selection(std::string label, std::vector<std::pair<std::string, std::string>> choices,
                Options options = {});
Field many2one(std::string label, std::string model, Options options = {});
Field one2many(std::string label, std::string model, std::string inverse, Options options = {});
Field many2many(std::string label, std::string model, std::string inverse = {}, Options options = {});
Field binary(std::string label, BinaryOptions options = {});

}  // namespace fields

struct NamedField {
    std::string name;
    Field field;
    std::string origin = {};

    friend bool operator==(const NamedField& a, const NamedField& b) {
        return a.name == b.name && a.field == b.field;
    }
};

// Users of a group may do this with every record of a model. What nobody grants is refused to all but
// administrators.
struct Grant {
    std::string group;  // "sale.manager"
    bool read = false, write = false, create = false, unlink = false;

    friend bool operator==(const Grant&, const Grant&) = default;
};

// "base.group_user" and "base.group_system", whose members are administrators, are always there.
struct Group {
    std::string name;  // with its module: "sale.manager"
    std::string title;
    std::vector<std::string> implies;  // whoever is in this group is in those too
    std::string origin = {};

    friend bool operator==(const Group& a, const Group& b) {
        return a.name == b.name && a.title == b.title && a.implies == b.implies;
    }
};

struct Model {
    std::string name;   // "sale.document"
    std::string title;  // "Sale document"
    std::vector<NamedField> fields;
    std::string module;  // the module that declares it
    std::string origin = {};
    std::vector<Grant> grants = {};
    // Of the base module alone: the rows are a view of the catalog's own tables, to be read and searched;
    // what changes them is another class of this library.
    bool is_view = false;
    // Every model has also: id, create_date, create_uid, write_date, write_uid. A model with a field "name"
    // is shown by it.

    const Field* find(std::string_view field) const noexcept;

    friend bool operator==(const Model& a, const Model& b) {
        return a.name == b.name && a.title == b.title && a.fields == b.fields && a.module == b.module &&
               a.grants == b.grants && a.is_view == b.is_view;
    }
};

struct Module {
    std::string name;
    std::string title;
    std::vector<std::string> depends;
    std::vector<Model> models;
    std::vector<Group> groups = {};
    std::string origin = {};

    explicit Module(std::string name, std::string title = {}, DeclaredAt place = DeclaredAt::here());
    Module& model(std::string name, std::string title, std::vector<NamedField> fields,
                  std::vector<Grant> grants = {}, DeclaredAt place = DeclaredAt::here());

    friend bool operator==(const Module& a, const Module& b) {
        return a.name == b.name && a.title == b.title && a.depends == b.depends && a.models == b.models &&
               a.groups == b.groups;
    }
};

}  // namespace outfield
