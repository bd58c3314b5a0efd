namespace Moderation.Intake.Submissions;

/// <summary>
/// The named texts of a request, the same for JSON and for forms: a nested member's name is joined to its parent's by a dot.
/// What nobody takes is unknown.
/// </summary>
public sealed class RequestFields
{
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    public FieldErrors Errors { get; } = new();

    public void Add(string name, string? text)
    {
        if (!_texts.TryAdd(name, text))
            Errors.Add(name, "duplicate-field", "Trường này được gửi nhiều lần.", "This field was sent more than once.");
    }

    /// <summary>Null when it was not sent.</summary>
    public string? Take(string name) => _texts.Remove(name, out var text) ? text : null;

    /// <summary>A nested object may be sent as null.</summary>
    public void TakeNull(string name)
    {
        if (_texts.TryGetValue(name, out var text) && text is null)
            _texts.Remove(name);
    }

    /// <summary>The last step of reading: whatever was not taken is an error.</summary>
    public void RefuseTheRest()
    {
        foreach (var name in _texts.Keys)
            Errors.Add(name, "unknown-field", "Trường này không được hỗ trợ.", "This field is not known.");
    }
}
