namespace Moderation.ServiceDefaults;

/// <summary>What libraries wrap: of several servers that failed, each has a cause of its own.</summary>
internal static class Causes
{
    /// <returns>The exception itself and all that caused it, the outermost first.</returns>
    public static IEnumerable<Exception> Of(Exception exception) =>
        exception switch
        {
            AggregateException several => several.InnerExceptions.SelectMany(Of).Prepend(several),
            { InnerException: { } inner } => Of(inner).Prepend(exception),
            _ => [exception],
        };

    /// <returns>One line for people: what the exception says, or, of several servers, what each of them failed by.</returns>
    public static string Describe(Exception exception) =>
        Of(exception).OfType<AggregateException>().FirstOrDefault() is { } several
            ? string.Join("; ", several.InnerExceptions.Select(Describe).Distinct(StringComparer.Ordinal))
            : exception.Message;
}
