using System.Text;

namespace Moderation.Text;

/// <summary>The platform's Unicode data, without which every fold in this project silently does nothing.</summary>
public static class UnicodeSupport
{
    /// <exception cref="PlatformNotSupportedException">ICU is missing or globalization is invariant.</exception>
    public static void Require()
    {
        if ("hòa".Normalize(NormalizationForm.FormD).Length != 4)
            throw new PlatformNotSupportedException(
                "Unicode normalisation does nothing here: install ICU (libicu) and leave InvariantGlobalization off."
            );
    }
}
