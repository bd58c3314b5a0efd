using System.Globalization;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Requests;

/// <summary>What was sent under a name.</summary>
public enum SentKind
{
    Text,

    /// <summary>As if it had not been sent.</summary>
    Null,

    /// <summary>An object, whose members have names, and entries, of their own.</summary>
    Members,

    /// <summary>Text that is none: invalid UTF-8, or half a surrogate pair.</summary>
    Unreadable,

    /// <summary>A number, as it was written.</summary>
    Number,

    /// <summary>A truth value or a list, which no field is.</summary>
    Other,

    /// <summary>More than one of these.</summary>
    Repeated,
}

/// <summary>
/// The named members of a request, the same for JSON and for forms: a nested member's name is joined to its parent's by a dot.
/// What nobody takes is unknown, whatever it is.
/// </summary>
public sealed class RequestFields
{
    private readonly Dictionary<string, (SentKind Kind, string? Text)> _sent = new(StringComparer.Ordinal);

    private readonly List<KeyValuePair<string, string>> _texts = [];

    public FieldErrors Errors { get; } = new();

    /// <summary>Every text that was sent, for a form that must not lose it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts => _texts;

    public void Add(string name, SentKind kind, string? text = null)
    {
        if (kind == SentKind.Text && text is not null)
            _texts.Add(new(name, text));
        if (!_sent.TryAdd(name, (kind, text)))
            _sent[name] = (SentKind.Repeated, null);
    }

    /// <summary>Has a form that is shown again send this under a name, in place of what was sent.</summary>
    public void Keep(string name, string text)
    {
        _texts.RemoveAll(sent => sent.Key == name);
        _texts.Add(new(name, text));
    }

    /// <summary>Null when it was not sent, or is no text, which is an error.</summary>
    public string? Take(string name)
    {
        if (!_sent.Remove(name, out var sent))
            return null;
        AddErrors(name, sent.Kind);
        return sent.Kind == SentKind.Text ? sent.Text : null;
    }

    /// <summary>A whole number from 1, which forms can send as text alone. Null when it is none, which is an error.</summary>
    public int? TakeCount(string name)
    {
        if (
            _sent.Remove(name, out var sent)
            && sent.Kind is SentKind.Number or SentKind.Text
            && int.TryParse(sent.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
        )
            return count;
        Errors.Add(name, "not-a-count", "Trường này phải là số nguyên từ 1.", "This field must be a whole number from 1.");
        return null;
    }

    private void AddErrors(string name, SentKind kind)
    {
        switch (kind)
        {
            case SentKind.Unreadable:
                Errors.Add(name, TextRule.Unreadable);
                break;
            case SentKind.Repeated:
                AddRepeated(name);
                break;
            case SentKind.Members or SentKind.Number or SentKind.Other:
                Errors.Add(name, "not-text", "Trường này phải là chuỗi ký tự.", "This field must be a string.");
                break;
        }
    }

    /// <summary>Takes an object whose known members were taken.</summary>
    public void TakeObject(string name)
    {
        if (!_sent.Remove(name, out var sent))
            return;
        if (sent.Kind == SentKind.Repeated)
            AddRepeated(name);
        else if (sent.Kind is not (SentKind.Members or SentKind.Null))
            Errors.Add(name, "not-object", "Trường này phải là một đối tượng.", "This field must be an object.");
    }

    /// <summary>
    /// The last step of reading: whatever was not taken is an error, but of what is wrong already no member is told.
    /// </summary>
    public void RefuseTheRest()
    {
        foreach (var name in _sent.Keys.Order(StringComparer.Ordinal))
        {
            if (name.LastIndexOf('.') is var dot && (dot < 0 || !Errors.Has(name[..dot])))
                Refuse(name);
        }
    }

    public void Refuse(string name) =>
        Errors.Add(name, "unknown-field", "Trường này không được hỗ trợ.", "This field is not known.");

    private void AddRepeated(string name) =>
        Errors.Add(name, "duplicate-field", "Trường này được gửi nhiều lần.", "This field was sent more than once.");
}
