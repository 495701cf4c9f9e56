#include "cli/program.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cli/exit_code.h"

namespace outfield::cli {
namespace {

struct Outcome {
    int code;
    std::string out, err;
};

Outcome run_program(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "outfield");
    std::vector<char*> words;
    for (auto& argument : arguments) words.push_back(argument.data());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = run(static_cast<int>(words.size()), words.data());
    auto out = testing::internal::GetCapturedStdout();
    return {code, std::move(out), testing::internal::GetCapturedStderr()};
}

TEST(Program, TeachesEverySubcommandWithAnExample) {
    const auto all = run_program({"help", "--markdown"});
    EXPECT_EQ(all.code, exit_ok);
    for (const std::string path : {"init",
                                   "module install",
                                   "module list",
                                   "module show",
                                   "module check",
                                   "config add",
                                   "config set",
                                   "config list",
                                   "config show",
                                   "config default",
                                   "config remove",
                                   "config test",
                                   "config kinds",
                                   "container list",
                                   "container sync",
                                   "container create",
                                   "container enter",
                                   "container assign",
                                   "container unassign",
                                   "container set",
                                   "container show",
                                   "container forget",
                                   "explain",
                                   "record create",
                                   "record read",
                                   "record write",
                                   "record unlink",
                                   "record search",
                                   "file get",
                                   "file put",
                                   "file info",
                                   "file clear",
                                   "object list",
                                   "object add",
                                   "object view",
                                   "object get",
                                   "object url",
                                   "object move",
                                   "object delete",
                                   "policy",
                                   "collect",
                                   "import",
                                   "completion",
                                   "man",
                                   "help"})
        EXPECT_NE(all.out.find("\n## outfield " + path + "\n"), std::string::npos) << path;
}

TEST(Program, AWordThatIsNoOptionIsCalledSo) {
    const auto refused = run_program({"container", "create", "amazon", "-abc"});
    EXPECT_EQ(refused.code, exit_usage);
    EXPECT_NE(refused.err.find("there is no option '-abc'"), std::string::npos) << refused.err;
    EXPECT_NE(run_program({"container", "create", "amazon"}).err.find("NAME is required"), std::string::npos);
}

TEST(Program, ShowsExamplesInTheHelpOfEveryGroupAndCommand) {
    for (const std::string group : {"module", "config", "container", "record", "file", "object"}) {
        const auto help = run_program({group, "--help"}).out;
        const auto examples = help.find("\nExamples:\n  outfield " + group);
        ASSERT_NE(examples, std::string::npos) << help;
        const auto lines = std::count(help.begin() + static_cast<long>(examples) + 1, help.end(), '\n') - 1;
        EXPECT_TRUE(lines >= 1 && lines <= 3) << help;
    }
    const auto help = run_program({"record", "create", "--help"}).out;
    EXPECT_NE(help.find("\nExamples:\n  outfield record create"), std::string::npos) << help;
    EXPECT_EQ(help.find("outfield record search"), std::string::npos) << "an example of the group";
}

TEST(Program, HasUsageErrorsInOneSentence) {
    for (const std::vector<std::string>& wrong :
         std::vector<std::vector<std::string>>{{},
                                               {"confg"},
                                               {"config"},
                                               {"config", "ad"},
                                               {"collect", "--revist", "1h"},
                                               {"policy", "a", "b"},
                                               {"completion", "tcsh"},
                                               {"object", "list"},
                                               {"record", "create"}}) {
        const auto outcome = run_program(wrong);
        EXPECT_EQ(outcome.code, exit_usage) << outcome.err;
        EXPECT_TRUE(outcome.err.starts_with("outfield: ")) << outcome.err;
        EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 1) << outcome.err;
    }
    EXPECT_NE(run_program({"confg"}).err.find("did you mean 'config'?"), std::string::npos);
    EXPECT_NE(run_program({"collect", "--revist", "1h"}).err.find("did you mean --revisit?"),
              std::string::npos);
}

TEST(Program, HasNoHelpForWhatThereIsNot) {
    for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
             {"bogus", "--help"}, {"container", "bogus", "--help"}, {"bogus", "--version"}}) {
        const auto outcome = run_program(wrong);
        EXPECT_EQ(outcome.code, exit_usage) << outcome.out;
        EXPECT_NE(outcome.err.find("there is no subcommand 'bogus'"), std::string::npos) << outcome.err;
        EXPECT_EQ(outcome.out, "");
    }
    for (const std::vector<std::string>& good : std::vector<std::vector<std::string>>{
             {"--help"}, {"container", "--help"}, {"--json", "file", "get", "--help"}, {"--version"}})
        EXPECT_EQ(run_program(good).code, exit_ok) << good.front();
}

TEST(Program, NeverRepeatsASecret) {
    for (const std::vector<std::string>& typed : std::vector<std::vector<std::string>>{
             {"config", "add", "a", "--kind", "s3", "--secret-access-key", "hunter2"},
             {"config", "add", "a", "--kind", "s3", "--secret-access-key=hunter2"},
             {"config", "add", "a", "--kind", "s3", "--secret-acces-key", "hunter2"},
             {"config", "add", "a", "--kind", "ftp", "--password", "hunter2"}}) {
        const auto outcome = run_program(typed);
        EXPECT_EQ(outcome.code, exit_usage);
        EXPECT_EQ(outcome.err.find("hunter2"), std::string::npos) << outcome.err;
    }
}

TEST(Program, TakesSubcommandsNamesAsPlainArguments) {
    const auto outcome = run_program({"--config", "/nowhere.toml", "module", "show", "import"});
    EXPECT_EQ(outcome.code, exit_not_found) << outcome.err;
}

TEST(Program, SaysErrorsInJsonToo) {
    const auto outcome = run_program({"policy", "--json", "--config", "/nowhere.toml"});
    EXPECT_EQ(outcome.code, exit_not_found);
    EXPECT_NE(outcome.err.find(R"({"error":{"kind":"not found","message":")"), std::string::npos)
        << outcome.err;
}

TEST(Program, MakesCompletionsAndTheManPageOfTheSameDeclarations) {
    for (const std::string shell : {"bash", "zsh", "fish"}) {
        const auto completion = run_program({"completion", shell});
        EXPECT_EQ(completion.code, exit_ok);
        EXPECT_NE(completion.out.find("unassign"), std::string::npos);
    }
    const auto page = run_program({"man"});
    EXPECT_TRUE(page.out.starts_with(".TH OUTFIELD 1")) << page.out.substr(0, 80);
    EXPECT_NE(page.out.find("outfield container create"), std::string::npos);
}

}  // namespace
}  // namespace outfield::cli
