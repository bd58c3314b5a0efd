namespace Moderation.Classifier.Perspective;

/// <summary>
/// A refusal in the form of Google's APIs, with Perspective's own words and error types, which its clients look for.
/// </summary>
internal sealed class PerspectiveException : Exception
{
    private PerspectiveException(int status, string name, string message, params object[] details)
        : base(message)
    {
        Status = status;
        Body = new
        {
            error = new
            {
                code = status,
                message,
                status = name,
                details = details is [] ? null : details,
            },
        };
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    public object Body { get; }

    public static PerspectiveException Refused(string errorType, string message) =>
        new(StatusCodes.Status400BadRequest, "INVALID_ARGUMENT", message, Detail(errorType));

    /// <summary>Clients read the attribute here, leave it out and ask again.</summary>
    public static PerspectiveException LanguageNotSupported(
        string attribute,
        IReadOnlyList<string> requested,
        IReadOnlyList<string> detected
    )
    {
        const string errorType = "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE";
        var detail = Detail(errorType);
        var named = requested.Count > 0;
        detail["languageNotSupportedByAttributeError"] = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [named ? "requestedLanguages" : "detectedLanguages"] = named ? requested : detected,
            ["attribute"] = attribute,
        };
        var languages = string.Join(", ", named ? requested : detected);
        return new(
            StatusCodes.Status400BadRequest,
            "INVALID_ARGUMENT",
            $"Attribute {attribute} does not support request languages: {languages}",
            detail
        );
    }

    public static PerspectiveException InvalidJson() =>
        new(StatusCodes.Status400BadRequest, "INVALID_ARGUMENT", "Invalid JSON payload received.");

    public static PerspectiveException BodyTooLarge(int limit) =>
        new(StatusCodes.Status400BadRequest, "INVALID_ARGUMENT", $"Request payload size exceeds the limit: {limit} bytes.");

    public static PerspectiveException KeyRefused() =>
        new(StatusCodes.Status403Forbidden, "PERMISSION_DENIED", "The request is missing a valid API key.");

    public static PerspectiveException NoModel() =>
        new(StatusCodes.Status503ServiceUnavailable, "UNAVAILABLE", "There is no usable model.");

    public static PerspectiveException NowhereToStore() =>
        new(StatusCodes.Status503ServiceUnavailable, "UNAVAILABLE", "The suggestion cannot be stored now; try again.");

    private static Dictionary<string, object> Detail(string errorType) =>
        new(StringComparer.Ordinal)
        {
            ["@type"] = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error",
            ["errorType"] = errorType,
        };
}
