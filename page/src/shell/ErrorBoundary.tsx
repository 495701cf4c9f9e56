import { Alert, Button, Code, Container, Stack, Text } from "@mantine/core";
import { Component, type ReactNode } from "react";

interface Given {
  children: ReactNode;
  place?: string; // another place clears the error
}

interface State {
  error: Error | null;
  place?: string;
}

// A fault of this page itself.
export class ErrorBoundary extends Component<Given, State> {
  state: State = { error: null };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps({ place }: Given, state: State): Partial<State> | null {
    return place === state.place ? null : { error: null, place };
  }

  render() {
    if (!this.state.error) return this.props.children;
    return (
      <Container size="sm" py="xl">
        <Alert color="red" title="This page has a fault" role="alert">
          <Stack gap="sm" align="flex-start">
            <Text size="sm">Nothing on the server was changed by it. Please report it with these words:</Text>
            <Code block tabIndex={0}>
              {this.state.error.stack ?? this.state.error.message}
            </Code>
            <Button variant="default" onClick={() => this.setState({ error: null })}>
              Try again
            </Button>
          </Stack>
        </Alert>
      </Container>
    );
  }
}
