import { Alert, Button, Card, Center, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { kept } from "../api/keep";
import { Problem, wordsOf } from "../api/problem";
import { logIn } from "../api/session";
import { Mark } from "./Mark";

function refusal(error: unknown): string {
  if (!(error instanceof Problem)) return wordsOf(error);
  if (error.status === 401) return "The login or the password is wrong.";
  if (error.status === 429) return `Too many tries. Wait ${error.retryAfter ?? 60} seconds.`;
  return error.message;
}

export function LogIn() {
  const form = useForm({ initialValues: { login: "", password: "" } });
  const entering = useMutation({
    mutationFn: () => logIn(form.values.login.trim(), form.values.password),
    onSuccess: (me) => kept.setQueryData(["me"], me),
  });
  useEffect(() => {
    document.title = "Log in · Outfield";
  }, []);
  return (
    <Center mih="100vh" p="md" component="main">
      <Card withBorder radius="lg" padding="xl" w="100%" maw={400} shadow="sm">
        <form onSubmit={form.onSubmit(() => entering.mutate())}>
          <Stack>
            <Group gap="sm">
              <Mark size={36} />
              <Title order={1} size="h3">
                Outfield
              </Title>
            </Group>
            <Text c="dimmed" size="sm">
              Where the files of your ERP are kept.
            </Text>
            {entering.isError && (
              <Alert color="red" role="alert">
                {refusal(entering.error)}
              </Alert>
            )}
            <TextInput label="Login" autoComplete="username" autoFocus required withAsterisk={false} {...form.getInputProps("login")} />
            <PasswordInput
              label="Password"
              autoComplete="current-password"
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{ "aria-label": "Show the password", tabIndex: 0 }}
              {...form.getInputProps("password")}
            />
            <Button type="submit" loading={entering.isPending} fullWidth>
              Log in
            </Button>
            <Text c="dimmed" size="xs">
              The first start of the server shows the password of admin once. A new one is set by “outfield user password admin”.
            </Text>
          </Stack>
        </form>
      </Card>
    </Center>
  );
}
