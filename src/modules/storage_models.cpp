#include "modules/storage_models.h"

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
    model.fields.push_back(setting("email", "Email"));
    model.fields.push_back(setting("access_key_id", "AWS access key id"));
    add_secret(model, "secret_access_key", "AWS secret access key");
    add_secret(model, "session_token", "AWS session token");
    model.fields.push_back(setting("region", "Region"));
    model.fields.push_back(setting("addressing", "Addressing", "path, virtual or auto"));
    model.fields.push_back(setting("multipart", "Multipart uploads"));
    model.fields.push_back(setting("multipart_threshold", "Multipart from"));
    model.fields.push_back(setting("part_size", "Part size"));
    model.fields.push_back(setting("parallel_parts", "Parts at a time"));
    model.fields.push_back(setting("verify", "Read back"));
}

// The tab "FTP"; a local directory has the path alone.
void add_server(Model& model) {
    model.fields.push_back(setting("path", "Path", "The server and its directory, or a local directory"));
    model.fields.push_back(setting("username", "Username"));
    add_secret(model, "password", "Password");
    model.fields.push_back(setting("tls", "TLS", "explicit, implicit or off"));
}

void add_connection(Model& model) {
    for (auto& [name, label] :
         std::vector<std::pair<std::string, std::string>>{{"tls_verify", "Verify the certificate"},
                                                          {"ca_file", "CA file"},
                                                          {"connections", "Connections"},
                                                          {"connect_timeout", "Connect timeout"},
                                                          {"idle_timeout", "Idle timeout"},
                                                          {"least_rate", "Least rate"},
                                                          {"control_timeout", "Control timeout"},
                                                          {"attempts", "Attempts"},
                                                          {"breaker", "Breaker"},
                                                          {"breaker_pause", "Breaker pause"}})
        model.fields.push_back(setting(name, label));
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
