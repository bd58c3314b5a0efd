namespace Moderation.Moderator.Faults;

/// <summary>
/// What an exception means to whoever has to act. The names are words of the API, and have texts on the console.
/// </summary>
public enum FaultKind
{
    /// <summary>Something else went wrong in the service.</summary>
    Failed,

    /// <summary>Nothing failed: the service has nobody who takes such a message.</summary>
    Skipped,

    /// <summary>The message is not as it is agreed, or of a later version.</summary>
    Unreadable,

    /// <summary>It is longer than any of ours can be, and was not read.</summary>
    TooLong,

    /// <summary>The service's database refused it.</summary>
    Database,

    /// <summary>Something took too long, or was away.</summary>
    Away,
}

internal static class FaultKinds
{
    /// <param name="exceptionType">With or without its namespace; empty when nothing failed.</param>
    public static FaultKind Of(string exceptionType) =>
        exceptionType[(exceptionType.LastIndexOf('.') + 1)..] switch
        {
            "" => FaultKind.Skipped,
            "MessageTooLongException" => FaultKind.TooLong,
            "JsonException" or "SerializationException" or "ConsumerMessageException" or "DecoderFallbackException" =>
                FaultKind.Unreadable,
            "PostgresException" or "NpgsqlException" => FaultKind.Database,
            "TimeoutException" or "TaskCanceledException" or "OperationCanceledException" or "SocketException"
                or "HttpRequestException" or "IOException" => FaultKind.Away,
            _ => FaultKind.Failed,
        };
}
