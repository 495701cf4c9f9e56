#include "modules/storage_models.h"

#include <array>

namespace outfield {
namespace {

NamedField setting(std::string name, std::string label, std::string help = {}) {
    return {std::move(name), fields::character(std::move(label), {.help = std::move(help)})};
}

void add_secret(Model& model, const std::string& name, const std::string& label) {
    model.fields.push_back({name, fields::character(label, {.help = "It can be set, and is never read"})});
    model.fields.push_back({name + "_is_set", fields::boolean(label + " is set")});
}

// The tab "S3".
void add_account(Model& model) {
    model.fields.push_back(setting("url", "URL", "The address of the server; empty means Amazon S3"));
    model.fields.push_back(
        setting("public_url", "Public URL", "The same as browsers reach it, for presigned downloads"));
    model.fields.push_back(setting("email", "Email", "Whom the account belongs to; a note for people"));
    model.fields.push_back(setting("access_key_id", "AWS access key id"));
    add_secret(model, "secret_access_key", "AWS secret access key");
    add_secret(model, "session_token", "AWS session token");
    model.fields.push_back(
        setting("region", "Region", "Such as eu-west-1; empty: us-east-1, or what the server names"));
    model.fields.push_back(setting("addressing", "Addressing", "path, virtual or auto, which is usual"));
    model.fields.push_back(setting("multipart", "Multipart uploads", "on, which is usual, or off"));
    model.fields.push_back(setting("multipart_threshold", "Multipart from", "64KiB to 1GiB; usual: 16MiB"));
    model.fields.push_back(setting("part_size", "Part size", "5MiB to 1GiB; usual: 8MiB"));
    model.fields.push_back(setting("parallel_parts", "Parts at a time", "1 to 32; usual: 4"));
    model.fields.push_back(
        setting("verify", "Read back", "on, which is usual, or off: trust an answer of success"));
}

// The tab "FTP"; a local directory has the path alone.
void add_server(Model& model) {
    model.fields.push_back(setting("path", "Path", "The server and its directory, or a local directory"));
    model.fields.push_back(setting("username", "Username"));
    add_secret(model, "password", "Password");
    model.fields.push_back(setting("tls", "TLS", "explicit, which is usual, implicit or off"));
}

void add_connection(Model& model) {
    static constexpr std::array<std::array<const char*, 3>, 10> settings{{
        {"tls_verify", "Verify the certificate", "on, which is usual, or off: for trials alone"},
        {"ca_file", "CA file", "PEM file of the authorities to trust; empty: the system's"},
        {"connections", "Connections", "How many at a time, as text; usual: 32 (S3), 8 (FTP)"},
        {"connect_timeout", "Connect timeout", "Seconds until a connection stands"},
        {"idle_timeout", "Idle timeout", "Seconds without a byte; usual: 60"},
        {"least_rate", "Least rate", "Bytes a second of a transfer; usual: 1KiB; 0: none"},
        {"control_timeout", "Control timeout", "Seconds for a request without a file's bytes"},
        {"attempts", "Attempts", "How often a call that fails for a passing reason is made, 1 to 20"},
        {"breaker", "Breaker", "After so many failures in a row calls fail at once; 0: never"},
        {"breaker_pause", "Breaker pause", "Seconds between two tries of a server that does not answer"},
    }};
    for (const auto& [name, label, help] : settings) model.fields.push_back(setting(name, label, help));
}

Model configuration() {
    Model model{"external.storage.configuration",
                "External storage configuration",
                {{"name", fields::character("Name", {.required = true})},
                 {"kind", fields::selection("Kind",
                                            {{"s3", "Amazon S3 and compatible"},
                                             {"ftp", "FTP"},
                                             {"directory", "Directory"},
                                             {"database", "Database"}},
                                            {.required = true})},
                 {"is_default", fields::boolean("Default of its kind")}},
                "base"};
    add_server(model);
    add_account(model);
    add_connection(model);
    model.fields.push_back(
        {"container_ids", fields::one2many("Containers", "external.storage.container", "configuration_id")});
    model.is_view = true;
    return model;
}

Model container() {
    Model model{
        "external.storage.container",
        "Bucket or directory",
        {{"name", fields::character("Name", {.required = true})},
         {"configuration_id",
          fields::many2one("Configuration", "external.storage.configuration", {.required = true})},
         {"kind", fields::character("Kind")},
         {"key_prefix", fields::character("Key prefix")},
         {"retention", fields::integer("Retention", {.help = "Seconds"})},
         {"vanished", fields::boolean("Vanished", {.help = "The server does not show it any more"})},
         {"origin", fields::character("Origin", {.help = "synchronised, created or entered"})},
         {"presigned", fields::boolean("Presigned downloads",
                                       {.help = "Downloads may go to addresses that the store signs"})},
         {"is_foreign", fields::boolean("Of another environment")},
         {"module_ids", fields::many2many("Modules", "ir.module.module")},
         {"live", fields::integer("Values")},
         {"live_bytes", fields::integer("Bytes of values")},
         {"condemned", fields::integer("Condemned values")},
         {"condemned_bytes", fields::integer("Bytes of condemned values")},
         {"reserved", fields::integer("Uploads under way")}},
        "base"};
    model.is_view = true;
    return model;
}

}  // namespace

std::vector<Model> storage_models() {
    return {configuration(), container()};
}

}  // namespace outfield
