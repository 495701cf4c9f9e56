import { Center, Container, Loader } from "@mantine/core";
import { Loaded } from "../parts/Loaded";
import { Account } from "./Account";
import { Layout } from "./Layout";
import { LogIn } from "./LogIn";
import { useMe } from "./useMe";

const Waiting = () => (
  <Center h="100vh">
    <Loader aria-label="Loading" />
  </Center>
);

// Whom the page shows what.
export function Gate() {
  const me = useMe();
  if (me.isError && me.data === undefined)
    return (
      <Container component="main" size="xs" py={80}>
        <Loaded query={me}>{() => null}</Loaded>
      </Container>
    );
  if (me.data === undefined) return <Waiting />;
  if (!me.data) return <LogIn />;
  return me.data.is_administrator ? <Layout me={me.data} /> : <Account me={me.data} />;
}
