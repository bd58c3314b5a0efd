using Moderation.Intake.Authors;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.PhoneCodes;

/// <summary>
/// Passes of confirmed phone numbers, each good with its own number alone: signed with what is derived from that, and stored
/// nowhere.
/// </summary>
public sealed class PhonePasses(PhoneCodeOptions options, AuthorKeyDerivation keys, TimeProvider time)
{
    /// <summary>Phones are to be confirmed.</summary>
    public bool AreAsked => options.IsOn;

    public GivenPass Make(Phone phone) => Of(phone).Make();

    /// <summary>
    /// Adds to <paramref name="errors"/> what keeps a comment from being taken, while phones are to be confirmed.
    /// </summary>
    /// <param name="phone">That of the form; null when there is none, or it is wrong.</param>
    /// <param name="pass">What was sent.</param>
    /// <param name="errors">May hold those of the phone.</param>
    public void Check(Phone? phone, string? pass, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (!AreAsked || errors.Has("phone") || errors.Has(PhoneCodeErrors.PassField) || errors.Has(PhoneCodeErrors.Field))
            return;
        if (phone is null)
            errors.Add("phone", PhoneCodeErrors.PhoneRequired);
        else if (FaultOf(Of(phone).Read(pass).State) is { } fault)
            errors.Add(PhoneCodeErrors.PassField, fault);
    }

    private static FieldError? FaultOf(PassState state) =>
        state switch
        {
            PassState.Valid => null,
            PassState.Missing => PhoneCodeErrors.NotConfirmed,
            PassState.Expired => PhoneCodeErrors.PassExpired,
            _ => PhoneCodeErrors.PassInvalid,
        };

    private ReaderPasses Of(Phone phone) =>
        new(Convert.FromHexString(keys.Of("phone-passes", phone.E164)), options.KeepConfirmed, time);
}
